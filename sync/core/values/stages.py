"""The words for where an application stands, in six languages, written without accents. Data only.

How they are put together is left to `endings`.
"""

import re
from collections.abc import Iterable


def _each(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _phrases(several: str) -> frozenset[str]:
    return frozenset(" ".join(words.split()) for words in several.split(","))


CLOSED = "closed"  # over, and rejected if nothing says how it ended: "Process closed, offer made"

# What a cell must be or begin with, written without accents. The longest match counts, and the empty ending
# says that it has not ended.
_BEGINNINGS = {
    "offer": """
        offer, offered, job offer, offer received, verbal offer, written offer, offer extended, offer
        made, angebot, angebot erhalten, zusage, zusage erhalten, vertragsangebot, jobangebot, offre,
        offre recue, offre d embauche, proposition d embauche, promesse d embauche, proposition recue,
        oferta, oferta recibida, oferta laboral, con oferta, oferta recebida, proposta, proposta recebida,
        aanbod, aanbod ontvangen, aanbieding, baan aangeboden, contract aangeboden""",
    "accepted": """
        accepted, hired, job accepted, offer accepted, job offer accepted, accepted offer, accepted job
        offer, accepted job, got the job, offer signed, signed,
        contract signed, signed contract, signed offer, signed agreement, agreement signed, angenommen,
        eingestellt, angebot angenommen, vertrag unterschrieben, stelle angenommen, vertrag unterzeichnet,
        accepte, acceptee, offre acceptee, embauche, embauchee, recrute, recrutee, contrat signe, signe
        contrat, aceptado, aceptada, oferta aceptada, contratado, contratada, contrato firmado, aceito,
        aceita, aceite, oferta aceita, oferta aceite, proposta aceita, proposta aceite, contrato assinado,
        geaccepteerd, aangenomen, aanbod geaccepteerd, aanbod aangenomen, contract getekend""",
    "rejected": """
        rejected, rejection, declined, hired someone else, not moving forward, not selected, not
        successful, offer rescinded, offer withdrawn, turned down, unsuccessful, denied, not hired, auto
        rejected, position filled, role filled, passed over, regret, regrets, regret letter, regret mail,
        regret email, refused, declined by company, absage, abgelehnt, abgesagt, absage erhalten,
        ablehnung, nicht ausgewahlt, nicht erfolgreich, stelle besetzt, stelle vergeben, refus, refuse,
        refusee, rejete, rejetee, reponse negative, negatif, non retenu, non retenue, sans suite, classe
        sans suite, poste pourvu, offre pourvue, non selectionne, non selectionnee, rechazado, rechazada,
        rechazo,
        descartado, descartada, no seleccionado, no seleccionada, denegado, denegada, respuesta negativa,
        puesto cubierto, vacante cubierta, oferta cubierta, rejeitado, rejeitada, recusado, recusada,
        reprovado, reprovada,
        nao selecionado, nao selecionada, nao aprovado, nao aprovada, resposta negativa, rejeicao, vaga
        preenchida, afgewezen, afwijzing, geweigerd, niet geselecteerd, niet doorgegaan, vacature vervuld,
        revoked, rescinded, offer revoked, offer retracted, offer pulled, offer canceled, offer cancelled,
        angebot zuruckgezogen, angebot zurueckgezogen, angebot widerrufen, zusage zuruckgezogen, zusage
        zurueckgezogen, zusage widerrufen, offre retiree, offre annulee, offre revoquee, proposition
        retiree, promesse retiree, oferta retirada, oferta revocada, oferta anulada, oferta cancelada,
        proposta retirada, proposta cancelada, oferta revogada, proposta revogada, aanbod ingetrokken,
        aanbod teruggetrokken, not shortlisted, not invited, not progressing, not proceeding, not
        advancing, not moving on, not chosen, not considered, not passed, did not pass, nicht eingeladen,
        nicht ausgesucht, nicht berucksichtigt, nicht bestanden, nicht weitergekommen, keine einladung,
        pas retenu, pas retenue, pas selectionne, pas selectionnee, pas invite, pas invitee, pas convoque,
        pas convoquee, non convoque, non convoquee, no preseleccionado, no preseleccionada, no
        convocado, no convocada, no elegido, no elegida, no apto, no apta, no superado, no superada, nao
        convocado, nao convocada, nao chamado, nao chamada, nao passei, nao avancei, niet uitgenodigd,
        niet gekozen, niet geslaagd, niet aangenomen, offer taken back, reject, job offer rescinded, job offer
        withdrawn, did not get it, did not get the job, didn t get it, didn t get the job, not a fit, not a
        good fit, no fit, no longer considered, no longer under consideration, no longer in consideration,
        recale, recalee""",
    CLOSED: """
        process closed, position closed, role closed, vacancy closed, verfahren beendet, prozess beendet,
        stelle geschlossen, stelle gestrichen, processus clos, processus termine, poste ferme, poste
        supprime, offre cloturee, offre fermee, proceso cerrado, proceso finalizado, vacante cerrada, puesto
        cerrado, oferta cerrada, processo encerrado, processo finalizado, vaga encerrada, vaga fechada,
        oferta encerrada, procedure gesloten, procedure beeindigd, vacature gesloten, vacature vervallen""",
    "withdrawn": """
        withdrawn, withdrew, pulled out, dropped out, declined offer, offer declined, job offer declined,
        declined job offer, job offer rejected, job offer turned down, offer rejected, offer turned down,
        rejected
        offer, turned down offer, refused offer, offer refused, self withdrawn, zuruckgezogen,
        zurueckgezogen, selbst zuruckgezogen, ruckzug, angebot abgelehnt, angebot ausgeschlagen, zusage
        abgelehnt, selbst
        abgesagt, selbst abgelehnt, von mir abgesagt, von mir abgelehnt, eigene absage, angebot abgesagt,
        retire, retiree, desiste, desistee, desistement, offre refusee, offre declinee, refuse offre,
        decline offre, j ai decline, abandonne, abandonnee, retirado, retirada, me retire, desisti, oferta
        rechazada, rechace, he rechazado, rechace oferta, renuncia, renuncie, desistencia, retirei, oferta
        recusada, recusei oferta, proposta recusada, recusei, teruggetrokken, zelf teruggetrokken,
        ingetrokken, aanbod afgewezen, aanbod geweigerd, zelf afgewezen, zelf afgezegd, offer expired, offer
        lapsed, angebot verfallen, angebot abgelaufen, offre expiree, oferta caducada, oferta vencida,
        oferta expirada, proposta expirada, aanbod verlopen, aanbod vervallen, not interested, no longer
        interested, not interested anymore, lost interest, nicht interessiert, nicht mehr interessiert,
        kein interesse, kein interesse mehr, pas interesse, pas interessee, plus interesse, plus
        interessee, no interesado, no interesada, no me interesa, ya no me interesa, nao interessado, nao
        interessada, sem interesse, nao tenho interesse, niet geinteresseerd, niet meer geinteresseerd,
        geen interesse, geen interesse meer""",
    "cancelled": """
        cancelled, canceled, interview cancelled, interview canceled, position cancelled, position
        canceled, role cancelled, role canceled, job cancelled, job canceled, storniert,
        gesprach abgesagt, termin abgesagt, gespraech abgesagt, interview abgesagt,
        vorstellungsgesprach abgesagt, annule, annulee, entretien annule, poste annule, cancelado,
        cancelada, entrevista cancelada, proceso cancelado, anulada, anulado, processo cancelado, vaga
        cancelada, geannuleerd, gesprek geannuleerd, afgezegd, gesprek afgezegd, vervallen""",
    "no response": """
        no response, no answer, no reply, ghosted, never heard back, no reply received, unanswered, keine
        antwort, keine ruckmeldung, keine rueckmeldung, keine reaktion, ohne antwort, unbeantwortet, keine
        antwort erhalten, sans reponse, pas de reponse, aucune reponse, sans retour, aucun retour, pas de
        retour, sin respuesta, no contesta, no respondieron, no hay respuesta, sin contestacion, sem
        resposta, sem retorno, nao responderam, nao respondeu, geen reactie, geen antwoord, geen respons,
        niets gehoord, niets meer gehoord""",
    "": """
        accepted invitation, accepted invite, offer call, offer letter requested, einladung angenommen,
        angebot abgegeben, offre d emploi, offre de stage, offre vue, accepte invitation, oferta de
        empleo, oferta de trabajo, oferta vista, oferta de emprego, aanbod gedaan""",
}
# "The offer was withdrawn", "Angebot wurde zur\u00fcckgezogen", "L'offre a \u00e9t\u00e9 retir\u00e9e"
PASSIVE = _each("was were been got wurde bin ete fui sido foi ben werd")
_AUXILIARIES = PASSIVE | _each("has have had is hat ist worden est fue ha esta")
DETERMINERS = _each("""
    a an the their his her our this that das dem den der die ein eine einen einer ihr ihre l la le les un
    une leur el los una su o as os um uma sua het een hun""")


def bare(words: Iterable[str]) -> list[str]:
    """Leave out what changes nothing: "their offer was declined" is "offer declined"."""
    return [word for word in words if word not in DETERMINERS and word not in _AUXILIARIES]


ENDINGS = {
    " ".join(bare(words.split())): ending
    for ending, several in _BEGINNINGS.items()
    for words in several.split(",")
}
ALONE = frozenset(("signed", "regret", "regrets"))  # "Signed NDA" and "Regret not applying" are no ends

# What may stand before a no: "Application rejected". Before a yes it may say that the next round was reached.
SUBJECTS = frozenset(
    ("application", "bewerbung", "candidature", "candidatura", "postulacion", "solicitud", "sollicitatie")
)
LABELS = _each("""
    status stage statut estado phase fase result outcome ergebnis resultat resultado resultaat uitslag""")
NOES = frozenset(("rejected", CLOSED))
AFTER_SUBJECT = NOES | {"withdrawn", "no response"}

# What may stand before any end: "They made an offer", "Ich habe eine Absage erhalten", "I was rejected".
SELF = _each("i ich habe hab j je ai yo eu ik heb")
THEM = _each("""
    they them company she sie ihnen firma ils eux entreprise ellos empresa eles zij ze hen bedrijf""")
LEADING = (
    SELF
    | PASSIVE
    | _each("""
        they we company he she unfortunately sadly leider malheureusement lamentablemente infelizmente
        helaas have has had ve received made extended gave us sie haben hat hatte mir firma ils on ont m
        fait eu recu est ils me nos hicieron hizo han recibi recibido recebi fizeram tive is ze hebben
        heeft kreeg ons mij entreprise ellos empresa eles zij bedrijf""")
)
# The participles of a no that are the user's own where an "I" stands before them.
ACTS = _phrases("""
    declined, rejected, turned down, refused, abgelehnt, abgesagt, refuse, rechazado, recusado, afgewezen,
    geweigerd, afgezegd""")
GOING_ON = _each("move proceed continue hire advance progress interview")  # "declined to move on"
ME = _each("i me ich moi yo eu ik mij")  # in a clause of their own: "Declined (me)"
BY_ME = _phrases("""
    by me, by myself, from my side, on my side, my side, on my end, my choice, my decision, von mir,
    meinerseits, von meiner seite, selbst, par moi, de ma part, de mon cote, por mi, de mi parte, por mi
    parte, por mim, da minha parte, de minha parte, por minha parte, door mij, van mijn kant, van mijn
    zijde, zelf""")
BY_THEM = _phrases("""
    by them, by company, by the company, from their side, on their side, their side, on their end, von ihnen,
    ihrerseits, von ihrer seite, par eux, de leur part, de leur cote, por ellos, de su parte, por parte de la
    empresa, por eles, da parte deles, door hen, van hun kant""")
OTHERS = _each("""
    candidate candidates applicant someone internally candidat candidato candidata kandidat kandidaten
    bewerber kandidaat""")
ELSEWHERE = _each("""
    elsewhere another other different current actuel actuelle actual atual huidige aktuellen woanders
    anderswo anderes andere anderen ailleurs autre otra otro outra outro elders ander""")

# A yes to one of these is a step on the way and no end, unless it came after it: "Accepted for interview".
STEP = re.compile(
    r"\w*(?:interview|gesprae?ch|gesprek|runde|ronde|termin)(?:s|e|en)?|round|rounds|screen|screening|"
    r"stage|step|call|onsite|assessment|test|challenge|task|invitation|invite|meeting|phase|stufe|probearbeiten|"
    r"probetag|einladung|etape|entretiens?|tour|visio|entrevistas?|ronda|etapa|fase|prueba|rodada|teste|prova|"
    r"reuniao|reunion|conversa|kennismaking|proefdag|opdracht|assignment|exercise|exercice|ejercicio|exercicio|"
    r"meeloopdag|schnuppertag|homework"
)
STEPS = _phrases("trial day, trial shift, trial week, work trial, take home, case study, d essai")
NOT_TOWARDS = _each("""
    after following from since on by via with during and but despite because nach seit durch mit und trotz
    apres suite depuis par avec et malgre tras despues desde por con y apos depois com e na sinds via met""")
WITHIN = 5  # words: further behind, it is another matter
YES = frozenset(("offer", "accepted"))
FIRM = _each("offer angebot offre oferta proposta aanbod contract vertrag contrat contrato job")
AHEAD = _each("""
    next goal target deadline wish nachster nachste ziel wunsch prochain prochaine objectif siguiente
    proximo proxima objetivo volgende doel""")
NO = _each("""
    no not none never nein nicht nie kein keine keinen keins non pas jamais aucun aucune ningun ninguna nunca
    nao nenhum nenhuma nee niet geen nooit""")
NEAR = 2  # words before another one, in which a "no" denies it: "no longer interested"
SOON = _phrases("""
    soon, shortly, will be, to be, bald, demnachst, bientot, pronto, em breve, en breve, binnenkort,
    follows, to follow, folgt, kommt, a venir, en camino, a caminho, volgt""")
NOT_YET = {
    "no response": _phrases("""
        so far, for now, at the moment, as of now, up to now, until now, right now, currently, today,
        needed, necessary, required, bisher, bislang, derzeit, momentan, vorerst, aktuell, bis jetzt, im
        moment, zurzeit, heute, notig, noetig, erforderlich, pour le moment, pour l instant, jusqu ici,
        jusqu a present, a ce jour, a ce stade, aujourd hui, necessaire, requise, por ahora, hasta ahora,
        de momento, por el momento, hasta el momento, hoy, necesaria, necesario, requerida, por enquanto,
        ate agora, ate ao momento, ate o momento, no momento, hoje, necessaria, necessario, tot nu toe,
        tot dusver, voorlopig, vooralsnog, momenteel, op dit moment, vandaag, nodig, vereist"""),
    "cancelled": _phrases("moved, moved to"),
    "offer": _phrases("""
        requested, asked, angefordert, angefragt, geschickt, gesendet, verschickt, envoyee, demandee,
        enviada, solicitada, pedida, aangevraagd, gevraagd, verstuurd, verzonden, gestuurd"""),
}
# Nobody picked up the phone, and that ends nothing: "No answer, left voicemail".
UNANSWERED = _phrases("""
    no answer, keine antwort, sans reponse, pas de reponse, sin respuesta, no contesta, sem resposta, geen
    antwoord""")
ON_PHONE = _phrases("""
    on phone, on the phone, call no answer, voicemail, voice mail, left message, left a message, try again,
    trying again, call back, call again, am telefon, ans telefon, telefonisch, mailbox, anrufbeantworter,
    erneut
    versuchen, nochmal versuchen, au telephone, messagerie, message vocal, rappeler, reessayer, al telefono,
    buzon, buzon de voz, volver a llamar, ao telefone, no telefone, caixa postal, correio de voz, ligar de
    novo, tentar de novo, aan de telefoon, terugbellen, opnieuw bellen, opnieuw proberen""")
NEW_DATE = _phrases("""
    new date, new time, new slot, another date, other date, re scheduled, rebooked, neuer termin, neuen
    termin, neues datum, anderer termin, umgebucht, verlegt, vertagt, nouvelle date, nouveau rendez vous,
    nouveau creneau, autre date, deplace, deplacee, decale, decalee, nueva fecha, otra fecha, nuevo
    horario, pospuesto, pospuesta, reprogramado, reagendado, nova data, outra data, novo horario,
    reagendada, remarcado, nieuwe datum, nieuwe afspraak, nieuw moment, ander moment""")

# An interview that is to be made up for, in any form of these verbs: it is moved, and not off.
AGAIN = re.compile(
    r"reschedul\w+|rebook\w*|rearrang\w+|nach(?:ge|zu)?hol\w+|(?:um|neu)geplant|umbuchen|verschieben|verlegen|"
    r"reprogram\w+|replanif\w+|decaler|recaser|reagend\w+|remarc\w+|aplazar|posponer|adiar|"
    r"herplan\w+|verplaatsen|verzetten|ingehaald"
)

# Words after which nothing has ended yet, wherever they stand in the cell.
HEDGES = frozenset(
    word
    for words in (
        "awaiting expected expecting hope hopefully hoping likely maybe pending perhaps possible possibly",
        "if postponed probably reschedule rescheduled tba tbc tbd waiting yet ausstehend erwartet erwarte",
        "eventuell evtl falls wenn",
        "hoffentlich hoffe moglich moglicherweise noch offen vermutlich verschoben vielleicht",
        "voraussichtlich wahrscheinlich warte warten attend attends attendant attendue attente encore",
        "espere esperee peut possible probable probablement reporte reportee eventuelle eventuellement aun",
        "aplazada aplazado esperada esperando espera pendiente posible posiblemente probable probablemente",
        "quiza quizas reprogramada todavia adiada adiado aguardando aguardo ainda pendente possivel",
        "possivelmente provavel provavelmente remarcada talvez afwachting hopelijk misschien mogelijk nog",
        "uitgesteld verplaatst verwacht verzet wacht wachten waarschijnlijk",
    )
    for word in words.split()
)

# Words of an application that goes on: they say that we understand the cell, and end nothing.
LIVE = frozenset(
    word
    for words in (
        "active advanced applied apply applying assessment application booked bookmarked call case",
        "challenge completed contacted draft exam final found freeze frozen hold home interested",
        "interview interviewed interviewing interviews invited meeting negotiating negotiation new onsite",
        "open phone planned prepared preparing process progress recruiter referral referred researching",
        "review round saved scheduled screen screening sent shortlist shortlisted stage submitted take",
        "task technical test todo upcoming video wishlist aktiv anschreiben anruf beworben bewerben",
        "bewerbung bearbeitung eingang eingereicht eingangsbestatigung eingeladen einladung erstgesprach",
        "geplant gemerkt gesendet gesprach interessant lauft laufend laufender merkliste prufung",
        "probearbeiten telefoninterview telefonat verschickt versendet vorbereitung vorgemerkt",
        "vorstellungsgesprach zweitgesprach gespeichert actif candidature convoque cours entretien",
        "entretiens envoye envoyee envoyees etude examen invite invitation postule postuler preselection",
        "preparation prevu programme relance relancee teste transmis visio activo agendada aplicado",
        "aplicada candidatura contactado curso enviada enviado entrevista entrevistas inscrito interesado",
        "postulado postulada postular preseleccionado proceso programada prueba revision solicitada",
        "andamento agendado analise aplicar candidatado candidatei candidatar inscrita inscrever processo",
        "salva triagem enviei behandeling gepland gesolliciteerd gesprek gesprekken ingestuurd interesse",
        "kennismaking lopend opdracht proefdag solliciteren sollicitatie telefonisch uitgenodigd",
        "uitnodiging verstuurd verzonden",
    )
    for word in words.split()
)

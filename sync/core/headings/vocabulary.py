"""The words of headings in six languages, by what they mean; a heading is made of several of them.

How a heading is taken apart is left to `reading`, and what its meanings make together to `grammar`. A word
that ends in `!` has its meaning only in a row that speaks that language: `Issue` is an outcome in
French alone.
"""

from collections.abc import Mapping

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "COMPANY": {
        "en": "company, companies, employer, organisation, organization, org, firm, business, corporation, "
        "startup, start up",
        "de": "Firma, Firmen, Unternehmen, Unternehmens, Arbeitgeber, Arbeitgebers, Betrieb, Organisation, "
        "Konzern",
        "fr": "entreprise, entreprises, société, employeur, compagnie, organisme, boîte, structure!, "
        "établissement",
        "es": "empresa, empresas, compañía, empleador, empleadora, organización",
        "pt": "empresa, empresas, companhia, empregador, empregadora, organização, firma",
        "nl": "bedrijf, bedrijfs, bedrijven, werkgever, organisatie, onderneming",
    },
    "INSTITUTION": {
        "en": "university, institution, institute, school, college, hospital, studio, lab",
        "de": "Hochschule, Universität, Institut, Schule, Kanzlei, Studio, Einrichtung",
        "fr": "université, école, institution, studio, collectivité",
        "es": "universidad, institución, escuela, colegio",
        "pt": "universidade, instituição, escola",
        "nl": "universiteit, instelling",
    },
    "JOB": {
        "en": "job, jobs",
        "de": "Job, Jobs, Berufs",
        "fr": "emploi, job",
        "es": "empleo, trabajo",
        "pt": "emprego, trabalho",
        "nl": "baan, job",
    },
    "ROLE": {
        "en": "role, roles, position, positions, vacancy, occupation, designation",
        "de": "Stelle, Stellen, Position, Positions, Rolle, Rollen, Funktion, Funktions, Beruf, Tätigkeit",
        "fr": "poste, postes, fonction, rôle, métier",
        "es": "puesto, puestos, cargo, vacante, rol, posición",
        "pt": "vaga, vagas, cargo, função, posição",
        "nl": "functie, functies, vacature, vacatures, rol, positie",
    },
    "TITLE": {
        "en": "title",
        "de": "Titel, Bezeichnung",
        "fr": "intitulé, titre",
        "es": "título, denominación",
        "pt": "título",
        "nl": "titel, benaming",
    },
    "NAME": {
        "en": "name, names",
        "de": "Name, Namen",
        "fr": "nom, noms, prénom",
        "es": "nombre, nombres",
        "pt": "nome, nomes",
        "nl": "naam, namen",
    },
    "INTERVIEW": {
        "en": "interview, interviews, interviewed, screen, screening",
        "de": "Interview, Interviews, Gespräch, Gesprächs, Gespräche, Vorstellungsgespräch, "
        "Vorstellungsgespräche, "
        "Bewerbungsgespräch, Kennenlernen, Kennenlerngespräch, Erstgespräch, Zweitgespräch, Vorstellungs",
        "fr": "entretien, entretiens, entrevue, entrevues",
        "es": "entrevista, entrevistas",
        "pt": "entrevista, entrevistas",
        "nl": "gesprek, gespreks, gesprekken, sollicitatiegesprek, kennismaking, kennismakingsgesprek, "
        "interview",
    },
    "MEETING": {
        "en": "meeting, appointment",
        "fr": "rdv, rendez vous, rencontre",
        "es": "cita, reunión",
        "pt": "reunião",
        "nl": "afspraak",
    },
    "MEETING DATE": {"de": "Termin, Termine"},
    "CALL": {
        "en": "call, phone call",
        "de": "Anruf, Telefonat",
        "fr": "appel",
        "es": "llamada",
        "pt": "ligação, chamada",
        "nl": "telefoontje",
    },
    "DATE": {
        "en": "date, dates, dt, when, day, datetime",
        "de": "Datum, Datums, wann, Tag!, Zeitpunkt",
        "fr": "date, dates, quand, jour",
        "es": "fecha, fechas, cuándo, día",
        "pt": "data!, datas, quando, dia",
        "nl": "datum, wanneer, dag",
    },
    "TIME": {
        "en": "time, hour",
        "de": "Uhrzeit, Zeit",
        "fr": "heure, horaire, heures",
        "es": "hora, horario",
        "pt": "hora, horário",
        "nl": "tijd, tijdstip, uur",
    },
    "TIMEZONE": {
        "en": "time zone, timezone, tz",
        "de": "Zeitzone",
        "fr": "fuseau horaire, fuseau",
        "es": "zona horaria, huso horario",
        "pt": "fuso horário, fuso",
        "nl": "tijdzone",
    },
    "START": {
        "en": "start, starts, begin, begins",
        "de": "Beginn, Anfang",
        "fr": "début",
        "es": "inicio, comienzo",
        "pt": "início, começo",
        "nl": "begin, aanvang",
    },
    "END": {
        "en": "end, ends, finish",
        "de": "Ende",
        "fr": "fin",
        "es": "fin, término",
        "pt": "fim, término",
        "nl": "einde",
    },
    "END TIME": {"nl": "eindtijd"},
    "DURATION": {
        "en": "duration, length",
        "de": "Dauer",
        "fr": "durée",
        "es": "duración",
        "pt": "duração",
        "nl": "duur",
    },
    "MINUTES": {
        "en": "min, mins, minutes, hours, hrs",
        "de": "Minuten, Stunden",
        "es": "minutos, horas",
        "pt": "minutos, horas",
        "nl": "minuten, uren",
    },
    "ROUND": {
        "en": "round, rounds, stage, phase",
        "de": "Runde, Runden, Phase, Stufe, Etappe, Gesprächsrunde",
        "fr": "étape, étapes, tour, phase",
        "es": "ronda, fase, etapa",
        "pt": "rodada, fase, etapa",
        "nl": "ronde, fase",
    },
    "PROGRESS": {
        "en": "progress",
        "de": "Fortschritt, Verlauf",
        "fr": "avancement, progression",
        "es": "progreso, avance",
        "pt": "progresso, andamento",
        "nl": "voortgang",
    },
    "APPLICATION": {
        "en": "application, applications, app",
        "de": "Bewerbung, Bewerbungs, Bewerbungen",
        "fr": "candidature, candidatures",
        "es": "candidatura, postulación, solicitud",
        "pt": "candidatura, candidaturas, inscrição",
        "nl": "sollicitatie, sollicitaties",
    },
    "PROCESS": {
        "en": "process, pipeline, hiring",
        "de": "Prozess, Verfahren",
        "fr": "processus",
        "es": "proceso, selección",
        "pt": "processo, seleção",
        "nl": "proces, procedure",
    },
    "CURRENT": {
        "en": "current",
        "de": "aktuell, aktuelle, aktueller, aktuelles",
        "fr": "actuel, actuelle",
        "es": "actual",
        "pt": "atual",
        "nl": "huidig, huidige",
    },
    "FINAL": {
        "en": "final",
        "de": "final, endgültig, endgültige, endgültiges",
        "fr": "final, finale",
        "es": "final",
        "pt": "final",
        "nl": "finale, eind, definitief, definitieve",
    },
    "STATUS": {
        "en": "status, statuses",
        "de": "Status, Stand!, Bewerbungsstand, Sachstand",
        "fr": "statut, état",
        "es": "estado, estatus, situación",
        "pt": "status, situação, estado",
        "nl": "status, stand van zaken",
    },
    "OUTCOME": {
        "en": "outcome, result, results, verdict",
        "de": "Ergebnis, Resultat, Ausgang",
        "fr": "résultat, résultats, issue!",
        "es": "resultado, resultados, desenlace",
        "pt": "resultado, resultados, desfecho",
        "nl": "resultaat, uitkomst, uitslag, afloop",
    },
    "DECISION": {
        "en": "decision, decide, decides",
        "de": "Entscheidung, Entscheid, Entscheidungs, entscheiden",
        "fr": "décision, décident",
        "es": "decisión, deciden",
        "pt": "decisão, decidem",
        "nl": "beslissing, besluit, beslissen, besluiten",
    },
    "ANSWER": {
        "en": "response, answer, reply, hear back, hear from them, hear, will know, to know",
        "de": "Antwort, Rückmeldung, Reaktion, Rückantwort, Bescheid, melden sich, meldet sich, hören, "
        "höre ich",
        "fr": "réponse, réponses, retour",
        "es": "respuesta, contestación",
        "pt": "resposta, retorno, devolutiva",
        "nl": "antwoord, reactie, terugkoppeling, uitsluitsel, hoor ik, hoor, horen",
    },
    "ANSWER EXPECTED": {
        "en": "when i hear, when i will hear, when will i hear, when they decide",
        "fr": "me répondent, me rappellent",
        "es": "me responden, me contestan, me avisan",
        "pt": "me respondem, me avisam",
    },
    "FEEDBACK": {"en": "feedback", "de": "Feedback"},
    "EXPECTED": {
        "en": "expected, expect, anticipated",
        "de": "erwartet, erwartete, voraussichtlich, voraussichtliche",
        "fr": "attendu, attendue",
        "es": "esperada, esperado",
        "pt": "esperada, esperado",
        "nl": "verwacht, verwachte",
    },
    "PLANNED": {
        "en": "planned, scheduled",
        "de": "geplant, geplantes, geplante, vereinbart",
        "fr": "prévu, prévue, planifié, planifiée",
        "es": "previsto, prevista, programada, agendada",
        "pt": "previsto, prevista, agendada, marcada",
        "nl": "gepland, geplande",
    },
    "DUE": {
        "en": "due, deadline",
        "de": "fällig",
        "fr": "échéance",
        "es": "vence, vencimiento",
        "pt": "vencimento",
    },
    "BY": {
        "en": "by, until, till, before",
        "de": "bis",
        "fr": "avant, d ici",
        "es": "antes, hasta",
        "pt": "até",
        "nl": "uiterlijk, voor",
    },
    "WITH": {"en": "with", "de": "mit", "fr": "avec", "es": "con", "pt": "com", "nl": "met"},
    "NEXT": {
        "en": "next, upcoming",
        "de": "nächste, nächster, nächstes, nächsten",
        "fr": "prochain, prochaine",
        "es": "próximo, próxima, siguiente",
        "pt": "próximo, próxima, seguinte",
        "nl": "volgende, eerstvolgende",
    },
    "LAST": {
        "en": "last, latest",
        "de": "letzte, letzter, letztes",
        "fr": "dernier, dernière",
        "es": "último, última",
        "pt": "último, última",
        "nl": "laatste",
    },
    "ACTION": {
        "en": "action, actions, step, steps, task, todo, to do",
        "de": "Aktion, Schritt, Schritte, Aufgabe",
        "fr": "action, actions, démarche",
        "es": "acción, paso, pasos, tarea",
        "pt": "ação, passo, passos, tarefa",
        "nl": "actie, stap, stappen, taak",
    },
    "FOLLOWUP": {
        "en": "follow up, follow ups, followup, followups, reminder, chase, chase up, check back, check in",
        "de": "Nachfassen, Nachfass, Wiedervorlage, Erinnerung, Erinnerungs, Nachhaken",
        "fr": "relance, relances, relancer, rappel, suivi",
        "es": "seguimiento, recordatorio",
        "pt": "acompanhamento, lembrete",
        "nl": "opvolging, opvolgen, opvolg, herinnering, nabellen",
    },
    "FOLLOWED": {
        "en": "followed up, chased, chased up, checked in",
        "de": "nachgefasst, nachgehakt, erinnert",
        "fr": "relancé, relancée, relancés",
        "nl": "opgevolgd, nagebeld",
    },
    "SENT": {
        "en": "sent, done, completed, made, written",
        "de": "gesendet, verschickt, geschickt, versendet, versandt, erledigt, gemacht",
        "fr": "envoyé, envoyée, envoyés, envoyées, fait, faite, effectuée",
        "es": "enviado, enviada, enviados, hecho, realizado",
        "pt": "enviado, enviada, enviados, feito, feita, realizado",
        "nl": "verstuurd, verzonden, gestuurd, gedaan",
    },
    "THANKS": {
        "en": "thank you, thank yous, thankyou, thanks, ty, thanked",
        "de": "Danke, Dank, Dankes, Dankeschön, bedankt, Danksagung, gedankt",
        "fr": "remerciement, remerciements, merci, remercié, remerciée, remerciés",
        "es": "agradecimiento, agradecimientos, gracias, agradecido, agradecida",
        "pt": "agradecimento, agradecimentos, obrigado, agradeci, agradecido",
        "nl": "bedankje, bedank, bedanken, bedankbrief, bedankmail",
    },
    "MESSAGE": {
        "en": "letter, card, message",
        "de": "Brief, Karte, Schreiben, Nachricht",
        "fr": "lettre, carte, message",
        "es": "carta, tarjeta, mensaje",
        "pt": "carta, cartão, mensagem",
        "nl": "brief, kaart, bericht",
    },
    "NOTES": {
        "en": "notes, note, comment, comments, remark, remarks, memo, observations, misc",
        "de": "Notiz, Notizen, Bemerkung, Bemerkungen, Anmerkung, Anmerkungen, Kommentar, Kommentare, "
        "Sonstiges",
        "fr": "note, notes, remarque, remarques, commentaire, commentaires, observation, observations, "
        "divers",
        "es": "nota, notas, comentario, comentarios, observación, observaciones, apuntes",
        "pt": "nota, notas, observação, observações, obs, comentário, comentários, anotação, anotações",
        "nl": "notitie, notities, opmerking, opmerkingen, aantekening, aantekeningen, bijzonderheden",
    },
    "EXTRA": {
        "en": "additional, other, general, further, extra, personal, my",
        "de": "weitere, eigene, allgemeine, zusätzliche, persönliche, meine",
        "fr": "autre, autres, supplémentaires, complémentaires, personnelles, personnel, perso, mes",
        "es": "otra, otras, otros, adicionales, generales, mis",
        "pt": "outras, outros, adicionais, gerais, minhas",
        "nl": "overige, andere, algemene, mijn",
    },
    "DISCUSSED": {
        "en": "discussed, topics, talking points, takeaways, key points, talked about",
        "de": "besprochen, besprochene, Themen, Gesprächsinhalt, Gesprächsinhalte",
        "fr": "sujets abordés, points abordés, sujets discutés, thèmes abordés, compte rendu",
        "es": "temas, temas tratados, temas hablados, puntos tratados",
        "pt": "assuntos, discutido, temas discutidos, pontos discutidos, assuntos tratados",
        "nl": "besproken, onderwerpen, gespreksverslag",
    },
    "INTERVIEWER": {
        "en": "interviewer, interviewers, met with, spoke with, spoke to, people met, talked to, "
        "panelists, who i met, who i met with, who did i meet, people i met, spoken to, spoken with",
        "de": "Interviewer, Interviewerin, Gesprächspartner, Gesprächspartnerin, Gesprächspartnern, "
        "mit wem, wen getroffen, gesprochen mit",
        "fr": "interlocuteur, interlocuteurs, interlocutrice, intervieweur, intervieweurs, avec qui, "
        "qui j ai rencontré, personnes rencontrées, rencontré, reçu par",
        "es": "entrevistador, entrevistadores, entrevistadora, interlocutor, con quién, con quiénes, "
        "entrevistado por, quién me entrevistó",
        "pt": "entrevistador, entrevistadores, entrevistadora, interlocutor, com quem, quem entrevistou, "
        "quem me entrevistou, entrevistado por",
        "nl": "interviewer, interviewers, gesprekspartner, gesprekspartners, met wie, gesproken met",
    },
    "PANEL": {"en": "panel", "fr": "jury"},
    "CONTACT": {
        "en": "contact, contacts, poc, point of contact",
        "de": "Kontakt, Kontakte, Ansprechpartner, Ansprechpartnerin, Ansprechperson, Ansprechpersonen",
        "fr": "contact, contacts, contacter",
        "es": "contacto, contactos, contactar",
        "pt": "contato, contatos, contacto, contactos",
        "nl": "contact, contacten, aanspreekpunt",
    },
    "CONTACT INFO": {"fr": "coordonnées"},
    "PERSON": {
        "en": "person, persons, people, who",
        "de": "Person, Personen",
        "fr": "personne, personnes, responsable",
        "es": "persona, personas, responsable",
        "pt": "pessoa, pessoas, responsável",
        "nl": "persoon, personen",
    },
    "RECRUITER": {
        "en": "recruiter, recruiters, headhunter, hiring manager, hr manager, talent partner",
        "de": "Personaler, Personalerin, Recruiterin, Personalverantwortliche, Personalreferent, Recruiter",
        "fr": "recruteur, recruteuse, recruteurs, chargé de recrutement, chargée de recrutement",
        "es": "reclutador, reclutadora",
        "pt": "recrutador, recrutadora, gestor",
        "nl": "recruiter, leidinggevende",
    },
    "HR": {"en": "hr", "de": "Personalabteilung", "fr": "rh, drh", "es": "rrhh", "pt": "rh"},
    "EMAIL": {
        "en": "email, emails, mail, e mail",
        "de": "Mailadresse",
        "fr": "courriel, mail, mél, adresse électronique",
        "es": "correo, correo electrónico",
        "pt": "correio eletrônico, e mail",
        "nl": "mailadres, e mailadres, emailadres",
    },
    "PHONE": {
        "en": "phone, telephone, tel, mobile, cell, cell phone",
        "de": "Telefon, Handy, Mobil, Durchwahl, Rufnummer, Festnetz",
        "fr": "téléphone, tél, portable, mobile",
        "es": "teléfono, móvil, celular",
        "pt": "telefone, telemóvel, celular, whatsapp",
        "nl": "telefoon, mobiel, gsm",
    },
    "NUMBER": {
        "en": "number, no",
        "de": "Nummer, Nr",
        "fr": "numéro, num, n!",
        "es": "número",
        "pt": "número",
        "nl": "nummer",
    },
    "INFO": {
        "en": "info, infos, details, information",
        "de": "Daten, Info, Infos, Angaben",
        "fr": "infos, informations",
        "es": "datos, información",
        "pt": "dados, informações",
        "nl": "gegevens, info",
    },
    "ADDRESS": {
        "en": "address",
        "de": "Adresse, Anschrift",
        "fr": "adresse",
        "es": "dirección",
        "pt": "endereço, morada",
        "nl": "adres",
    },
    "LOCATION": {
        "en": "location, locations, place, venue, where",
        "de": "Ort, Standort, Arbeitsort, Einsatzort, Dienstort, wo",
        "fr": "lieu, localisation, endroit",
        "es": "ubicación, lugar, localización",
        "pt": "local!, localização, lugar",
        "nl": "locatie, plaats, standplaats, werkplek",
    },
    "CITY": {
        "en": "city, town",
        "de": "Stadt",
        "fr": "ville",
        "es": "ciudad, localidad",
        "pt": "cidade, localidade",
        "nl": "stad",
    },
    "OFFICE": {
        "en": "office",
        "de": "Büro",
        "fr": "bureau!",
        "es": "oficina",
        "pt": "escritório",
        "nl": "kantoor",
    },
    "WORK": {"en": "work", "de": "Arbeits", "fr": "travail", "nl": "werk"},
    "REFERENCES": {
        "en": "references, referees, referee",
        "de": "Referenzen, Referenzgeber, Referenzpersonen",
        "fr": "références",
        "es": "referencias",
        "pt": "referências",
        "nl": "referenties, referenten",
    },
    "REFERENCE": {
        "en": "reference",
        "de": "Referenz",
        "fr": "référence",
        "es": "referencia",
        "pt": "referência",
        "nl": "referentie",
    },
    "NOTIFIED": {
        "en": "notified, informed, told, alerted",
        "de": "informiert, benachrichtigt, verständigt",
        "fr": "prévenus, prévenues, informés, informées, avertis, averties",
        "es": "avisados, avisadas, informadas, informados, notificadas",
        "pt": "avisados, avisadas, informadas, informados, notificadas",
        "nl": "ingelicht, geïnformeerd, gewaarschuwd",
    },
    "WANTED": {"en": "wanted, requested", "de": "gewünscht", "fr": "demandé", "nl": "gevraagd"},
    "TYPE": {
        "en": "type, format",
        "de": "Art, Typ",
        "fr": "type, format",
        "es": "tipo, formato",
        "pt": "tipo, formato",
        "nl": "soort, type",
    },
    "KIND": {
        "en": "technical, tech, video, virtual, online, zoom, teams, behavioral, behavioural, culture, in "
        "person, initial, "
        "informational, informal, coding, group, peer, leadership",
        "de": "technisch, technisches, telefonisch, telefonisches, persönliches, online, digitales",
        "fr": "téléphonique, technique, visio, visioconférence, physique, présentiel",
        "es": "técnica, telefónica, presencial, virtual",
        "pt": "técnica, telefônica, telefónica, presencial, virtual",
        "nl": "technisch, technische, telefonisch",
    },
    "ONSITE": {"en": "onsite, on site, superday", "de": "vor Ort", "fr": "sur site", "nl": "op locatie"},
    "APPLIED": {"en": "applied"},
    "MONEY": {
        "en": "amount, invoice, invoices, price, revenue, payment, paid, deal value",
        "de": "Betrag, Rechnung, Rechnungen, Preis, Umsatz, Zahlung",
        "fr": "montant, facture, factures, prix, paiement",
        "es": "importe, factura, facturas, precio, pago",
        "pt": "valor, fatura, faturas, preço, pagamento",
        "nl": "bedrag, factuur, facturen, prijs, betaling",
    },
    "OTHER": {
        "en": "apply, replied, contract, contractor, recruitment, recruiting, stats, states, employees, "
        "employee, employment, "
        "posted, posting, post, postal, resume, responsible, responsibilities, statement, contest, content, "
        "intern, internship, internal, interest, interested, timeline, notice, titled, mobility, outreach, "
        "request, requests, invite, invites, invitation, connection, connected, linkedin, linked in, "
        "referral, referrals, referred, nda, test, tests, assignment, sponsorship, visa, remote",
        "de": "Vertrag, Anzeige, Ausschreibung, Frist, Quelle, Einladung, Kalendereinladung, Gehalt, "
        "Versand, Kontrakt, Anfrage, Kontaktanfrage, Vernetzung, Empfehlung, Probeaufgabe, Visum",
        "fr": "contrat, offre, annonce, mobilité, résumé, envoi, stage!, recrutement, invitation, demande, "
        "cooptation, recommandation, télétravail",
        "es": "contrato, contratación, oferta, enlace, contraste, respuestas, invitación, conexión, "
        "recomendación, prueba, teletrabajo",
        "pt": "contrato, contratação, oferta, proposta, estágio, convite, conexão, indicação, teste",
        "nl": "contract, aanbod, bron, stage!, contractvorm, uitnodiging, verzoek, aanbeveling, opdracht",
    },
    "ENDED": {"de": "Absage, Zusage"},
}
"""Meaning -> language -> words and phrases; two meanings in one key belong to one word together."""

FILLERS = frozenset(
    word
    for words in (
        "a an and at be for from how in is of or our s s the their them they this to was we what your",
        "als an bei das dem den der des die ein eine fur im in mein oder und vom von war wurde zu zum zur",
        "a au aux d de des du en est et l la le les ou par pour",
        "a al de del el en la las los o para por se su y",
        "a ao as da das de do dos e em na no o os ou para por",
        "aan bij de door een en het in is of om op te van",
    )
    for word in words.split()
) - {"no"}
"""Words that join others and mean nothing of their own."""

ON = frozenset(("on", "am", "le", "el", "em", "op", "at"))
"""At the end of a heading these make it a date: "Interview on", "Gespräch am", "Entretien le"."""

ORDINALS: Mapping[str, int] = {
    word: number
    for number, words in {
        1: "first erste erster erstes ersten premier premiere primer primera primero primeiro primeira "
        "eerste",
        2: "second zweite zweiter zweites zweiten deuxieme seconde segundo segunda tweede",
        3: "third dritte dritter drittes dritten troisieme tercer tercera terceiro terceira derde",
        4: "fourth vierte viertes quatrieme cuarta cuarto quarta quarto vierde",
    }.items()
    for word in words.split()
}

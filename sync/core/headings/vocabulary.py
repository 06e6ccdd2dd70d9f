"""The words of headings in six languages, by what they mean; a heading is made of several of them.

How a heading is taken apart is left to `reading`, and what its meanings make together to `grammar`. A word
that ends in `!` has its meaning only in a row that speaks that language: `Issue` is an outcome in
French alone.
"""

from collections.abc import Mapping

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "COMPANY": {
        "en": "company, companies, employer, organisation, organization, org, firm, business, corporation, "
        "startup, start up, co",
        "de": "Firma, Firmen, Unternehmen, Unternehmens, Arbeitgeber, Arbeitgebers, Betrieb, Organisation, "
        "Konzern, Praktikumsbetrieb, Ausbildungsbetrieb",
        "fr": "entreprise, entreprises, société, employeur, compagnie, organisme, boîte, structure!, "
        "établissement, sté, raison sociale",
        "es": "empresa, empresas, compañía, empleador, empleadora, organización, razón social",
        "pt": "empresa, empresas, companhia, empregador, empregadora, organização, firma, razão social",
        "nl": "bedrijf, bedrijfs, bedrijven, werkgever, organisatie, onderneming, stagebedrijf, leerbedrijf",
    },
    "INSTITUTION": {
        "en": "university, institution, institute, school, college, hospital, studio, lab, clinic, "
        "nonprofit, charity, council, museum, academy",
        "de": "Hochschule, Universität, Institut, Schule, Kanzlei, Studio, Einrichtung, Klinik, Krankenhaus, "
        "Klinikum, Kita, Behörde, Träger, Praxis, Gemeinde, Verein, Stiftung",
        "fr": "université, école, institution, studio, collectivité, hôpital, clinique, lycée, collège, "
        "mairie, association, fondation",
        "es": "universidad, institución, escuela, colegio, clínica, instituto, ayuntamiento, entidad, "
        "asociación, fundación",
        "pt": "universidade, instituição, escola, clínica, colégio, entidade, associação, fundação, câmara",
        "nl": "universiteit, instelling, ziekenhuis, kliniek, gemeente, zorginstelling, stichting, "
        "vereniging",
    },
    "CLIENT": {
        "en": "client",
        "de": "Kunde, Endkunde, Auftraggeber",
        "fr": "client, client final",
        "es": "cliente",
        "pt": "cliente",
        "nl": "klant, opdrachtgever",
    },
    "SOUGHT": {
        "en": "prospect, prospective, potential, target, desired, advertised, open, sought",
        "de": "gewünschte, angestrebte, ausgeschriebene, gesuchte, offene",
        "fr": "visé, proposé, souhaité, d accueil, recherché, pourvoir",
        "es": "solicitado, ofertado, deseado, buscado",
        "pt": "pretendido, pretendida, anunciada, desejado, desejada, aberto",
        "nl": "gewenste, beoogde, gezochte, openstaande",
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
        "en": "role, roles, position, positions, vacancy, occupation, designation, job opening",
        "de": "Stelle, Stellen, Position, Positions, Rolle, Rollen, Funktion, Funktions, Beruf, Tätigkeit, "
        "Professur",
        "fr": "poste, postes, fonction, rôle, métier",
        "es": "puesto, puestos, cargo, vacante, rol, posición, plaza!, oficio",
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
        "en": "interview, interviews, interviewed, screen, screening, int, intv, intvw",
        "de": "Interview, Interviews, Gespräch, Gesprächs, Gespräche, Vorstellungsgespräch, "
        "Vorstellungsgespräche, Bewerbungsgespräch, Kennenlernen, Kennenlerngespräch, Erstgespräch, "
        "Zweitgespräch, Vorstellungs, VG!",
        "fr": "entretien, entretiens, entrevue, entrevues, itw",
        "es": "entrevista, entrevistas",
        "pt": "entrevista, entrevistas",
        "nl": "gesprek, gespreks, gesprekken, sollicitatiegesprek, kennismaking, kennismakingsgesprek, "
        "interview",
    },
    "MEETING": {
        "en": "meeting, appointment, appt, mtg",
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
        "es": "fecha, fechas, cuándo, día, f!, fec",
        "pt": "data!, datas, quando, dia",
        "nl": "datum, wanneer, dag, dd!",
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
        "en": "duration, length, how long",
        "de": "Dauer, wie lange",
        "fr": "durée, combien de temps",
        "es": "duración, cuánto dura",
        "pt": "duração, quanto tempo",
        "nl": "duur, hoe lang",
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
        "es": "proceso, selección, proceso selectivo",
        "pt": "processo, seleção, processo seletivo",
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
        "de": "Ergebnis, Resultat, Ausgang, Erg",
        "fr": "résultat, résultats, issue!, suite donnée",
        "es": "resultado, resultados, desenlace, veredicto, resolución",
        "pt": "resultado, resultados, desfecho, veredito",
        "nl": "resultaat, uitkomst, uitslag, afloop, oordeel",
    },
    "DECISION": {
        "en": "decision, decide, decides",
        "de": "Entscheidung, Entscheid, Entscheidungs, entscheiden, entscheiden sie, sie entscheiden, "
        "Entscheidung fällt",
        "fr": "décision, décident",
        "es": "decisión, deciden",
        "pt": "decisão, decidem",
        "nl": "beslissing, besluit, beslissen, besluiten",
    },
    "ANSWER": {
        "en": "response, answer, reply, hear back, hear from them, hear, will know, to know",
        "de": "Antwort, Rückmeldung, Reaktion, Rückantwort, Bescheid, melden sich, meldet sich, hören, "
        "höre ich, Rückm!",
        "fr": "réponse, réponses, retour, rép!, nouvelles!",
        "es": "respuesta, contestación, rpta",
        "pt": "resposta, retorno, devolutiva",
        "nl": "antwoord, reactie, terugkoppeling, uitsluitsel, hoor ik, hoor, horen",
    },
    "ANSWER EXPECTED": {
        "en": "when i hear, when i will hear, when will i hear, when they decide",
        "de": "wann Bescheid, wann höre ich, melden sie sich",
        "fr": "me répondent, me rappellent",
        "es": "me responden, me contestan, me avisan, responden, contestan, me dicen, me dicen algo",
        "pt": "me respondem, me avisam, respondem, retornam, dão retorno",
        "nl": "wanneer hoor ik",
    },
    "FEEDBACK": {"en": "feedback", "de": "Feedback"},
    "EXPECTED": {
        "en": "expected, expect, anticipated, will they, do they, they will, they ll, promised, eta",
        "de": "erwartet, erwartete, voraussichtlich, voraussichtliche, versprochen, versprochene",
        "fr": "attendu, attendue, promis, promise",
        "es": "esperada, esperado, prometida",
        "pt": "esperada, esperado, prometida",
        "nl": "verwacht, verwachte, toegezegd, beloofd",
    },
    "PLANNED": {
        "en": "planned, scheduled, should i, i should, do i, sched, arranged",
        "de": "geplant, geplantes, geplante, vereinbart, angesetzt, vereinbarter",
        "fr": "prévu, prévue, planifié, planifiée, fixé, fixée, programmé, programmée",
        "es": "previsto, prevista, programada, agendada, fijada, fijado, programado, agendado",
        "pt": "previsto, prevista, agendada, marcada, marcado, agendado",
        "nl": "gepland, geplande, ingepland, afgesproken",
    },
    "DUE": {
        "en": "due, deadline",
        "de": "fällig",
        "fr": "échéance",
        "es": "vence, vencimiento, plazo",
        "pt": "vencimento, prazo",
    },
    "BY": {
        "en": "by, until, till, before, no later than",
        "de": "bis, bis wann, spätestens, bis spätestens",
        "fr": "avant, d ici, au plus tard",
        "es": "antes, hasta, a más tardar",
        "pt": "até, o mais tardar",
        "nl": "uiterlijk, voor",
    },
    "WITH": {"en": "with", "de": "mit", "fr": "avec", "es": "con", "pt": "com", "nl": "met"},
    "NEXT": {
        "en": "next, upcoming",
        "de": "nächste, nächster, nächstes, nächsten",
        "fr": "prochain, prochaine",
        "es": "próximo, próxima, siguiente",
        "pt": "próximo, próxima, seguinte",
        "nl": "volgende, eerstvolgende, volgend",
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
        "en": "follow up, follow ups, followup, followups, reminder, chase, chase up, check back, check in, "
        "f u, nudge, touch base, circle back, contact again, recontact",
        "de": "Nachfassen, Nachfass, Wiedervorlage, Erinnerung, Erinnerungs, Nachhaken, nachfragen, "
        "erinnern, wieder melden, zurückrufen, wieder kontaktieren, erneut kontaktieren",
        "fr": "relance, relances, relancer, rappel, suivi, recontacter",
        "es": "seguimiento, recordatorio, recordar, volver a llamar, volver a contactar, contactar de nuevo",
        "pt": "acompanhamento, lembrete, lembrar, cobrar!, retomar contato, voltar a contactar, "
        "voltar a ligar, contatar de novo, acompanhar",
        "nl": "opvolging, opvolgen, opvolg, herinnering, nabellen, herinneren, terugbellen, navragen, "
        "opnieuw contact",
    },
    "FOLLOWED": {
        "en": "followed up, chased, chased up, checked in",
        "de": "nachgefasst, nachgehakt, erinnert, nachgefragt",
        "fr": "relancé, relancée, relancés",
        "es": "insistido, recordado",
        "pt": "cobrei, lembrei",
        "nl": "opgevolgd, nagebeld",
    },
    "SENT": {
        "en": "sent, done, completed, made, written, did i, have i, already, mailed, emailed",
        "de": "gesendet, verschickt, geschickt, versendet, versandt, erledigt, gemacht, raus, abgeschickt, "
        "habe ich, bereits",
        "fr": "envoyé, envoyée, envoyés, envoyées, fait, faite, effectuée, ai je, déjà",
        "es": "enviado, enviada, enviados, hecho, realizado, ya, he!",
        "pt": "enviado, enviada, enviados, feito, feita, realizado, já",
        "nl": "verstuurd, verzonden, gestuurd, gedaan, heb ik, al!",
    },
    "THANKS": {
        "en": "thank you, thank yous, thankyou, thanks, ty, thanked, say thanks, said thanks, say thank you, "
        "said thank you",
        "de": "Danke, Dank, Dankes, Dankeschön, bedankt, Danksagung, gedankt, danke gesagt",
        "fr": "remerciement, remerciements, merci, remercié, remerciée, remerciés",
        "es": "agradecimiento, agradecimientos, gracias, agradecido, agradecida, di las gracias, "
        "dar las gracias, dado las gracias",
        "pt": "agradecimento, agradecimentos, obrigado, agradeci, agradecido",
        "nl": "bedankje, bedank, bedanken, bedankbrief, bedankmail",
    },
    "MESSAGE": {
        "en": "letter, card, message",
        "de": "Brief, Karte, Schreiben, Nachricht",
        "fr": "lettre, carte, message, mot!",
        "es": "carta, tarjeta, mensaje",
        "pt": "carta, cartão, mensagem",
        "nl": "brief, kaart, bericht",
    },
    "NOTES": {
        "en": "notes, note, comment, comments, remark, remarks, memo, observations, misc",
        "de": "Notiz, Notizen, Bemerkung, Bemerkungen, Anmerkung, Anmerkungen, Kommentar, Kommentare, "
        "Sonstiges, Bem!, Anm!",
        "fr": "note, notes, remarque, remarques, commentaire, commentaires, observation, observations, "
        "divers",
        "es": "nota, notas, comentario, comentarios, observación, observaciones, apuntes",
        "pt": "nota, notas, observação, observações, obs, comentário, comentários, anotação, anotações",
        "nl": "notitie, notities, opmerking, opmerkingen, aantekening, aantekeningen, bijzonderheden, opm",
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
        "de": "besprochen, besprochene, Themen, Gesprächsinhalt, Gesprächsinhalte, worüber, "
        "worüber gesprochen",
        "fr": "sujets abordés, points abordés, sujets discutés, thèmes abordés, compte rendu, on a parlé, "
        "avons parlé, points discutés, thèmes discutés",
        "es": "temas, temas tratados, temas hablados, puntos tratados, hablamos, puntos discutidos, "
        "temas discutidos, se habló",
        "pt": "assuntos, discutido, temas discutidos, pontos discutidos, assuntos tratados, conversamos, "
        "falamos",
        "nl": "besproken, onderwerpen, gespreksverslag, waarover, waarover gesproken",
    },
    "INTERVIEWER": {
        "en": "interviewer, interviewers, met with, spoke with, spoke to, people met, talked to, panelists, "
        "who i met, who i met with, who did i meet, people i met, spoken to, spoken with, with whom, "
        "who with, w whom, w who, who is interviewing me, who interviews me, who interviewed me",
        "de": "Interviewer, Interviewerin, Gesprächspartner, Gesprächspartnerin, Gesprächspartnern, mit wem, "
        "wen getroffen, gesprochen mit, wer war dabei, Teilnehmende, wer hat mich interviewt, "
        "wer interviewt mich, Interview Partner",
        "fr": "interlocuteur, interlocuteurs, interlocutrice, intervieweur, intervieweurs, avec qui, "
        "qui j ai rencontré, personnes rencontrées, rencontré, reçu par, personne rencontrée, "
        "rencontrés, qui m a reçu, qui me reçoit",
        "es": "entrevistador, entrevistadores, entrevistadora, interlocutor, con quién, con quiénes, "
        "entrevistado por, quién me entrevistó, me entrevistó, quién me entrevista",
        "pt": "entrevistador, entrevistadores, entrevistadora, interlocutor, com quem, quem entrevistou, "
        "quem me entrevistou, entrevistado por, quem me entrevista",
        "nl": "interviewer, interviewers, gesprekspartner, gesprekspartners, met wie, gesproken met, "
        "bij wie, wie sprak ik, wie voert het gesprek, wie interviewt mij",
    },
    "PANEL": {
        "en": "panel, committee",
        "de": "Kommission",
        "fr": "jury",
        "es": "tribunal",
        "pt": "banca",
        "nl": "commissie!",
    },
    "CONTACT": {
        "en": "contact, contacts, poc, point of contact",
        "de": "Kontakt, Kontakte, Ansprechpartner, Ansprechpartnerin, Ansprechperson, Ansprechpersonen, AP!",
        "fr": "contact, contacts, contacter",
        "es": "contacto, contactos, contactar",
        "pt": "contato, contatos, contacto, contactos",
        "nl": "contact, contacten, aanspreekpunt",
    },
    "CONTACT INFO": {"fr": "coordonnées"},
    "PERSON": {
        "en": "person, persons, people, who, member, members, attendees, participants",
        "de": "Person, Personen, Teilnehmer, Mitglieder",
        "fr": "personne, personnes, responsable, participants, membres",
        "es": "persona, personas, responsable, participantes, miembros",
        "pt": "pessoa, pessoas, responsável, participantes, membros",
        "nl": "persoon, personen, deelnemers, leden",
    },
    "RECRUITER": {
        "en": "recruiter, recruiters, headhunter, hiring manager, hr manager, talent partner, hiring mgr, hm",
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
        "en": "phone, telephone, tel, mobile, cell, cell phone, whats app",
        "de": "Telefon, Handy, Mobil, Durchwahl, Rufnummer, Festnetz",
        "fr": "téléphone, tél, portable, mobile",
        "es": "teléfono, móvil, celular, tfno, tlf, telf, whatsapp",
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
        "es": "dirección, domicilio",
        "pt": "endereço, morada",
        "nl": "adres",
    },
    "LOCATION": {
        "en": "location, locations, place, venue, where, loc",
        "de": "Ort, Standort, Arbeitsort, Einsatzort, Dienstort, wo, Treffpunkt",
        "fr": "lieu, localisation, endroit",
        "es": "ubicación, lugar, localización, dónde",
        "pt": "local!, localização, lugar, onde",
        "nl": "locatie, plaats, standplaats, werkplek, waar",
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
        "en": "references, referees, referee, refs",
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
        "en": "notified, informed, told, alerted, contacted",
        "de": "informiert, benachrichtigt, verständigt, kontaktiert, kontaktierte",
        "fr": "prévenus, prévenues, informés, informées, avertis, averties, contactée, contactées, contactés",
        "es": "avisados, avisadas, informadas, informados, notificadas, contactada, contactadas, contactados",
        "pt": "avisados, avisadas, informadas, informados, notificadas, contatada, contactada, contatadas, "
        "contactadas",
        "nl": "ingelicht, geïnformeerd, gewaarschuwd, benaderd",
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
        "en": "technical, tech, video, virtual, online, zoom, teams, behavioral, behavioural, culture, "
        "in person, initial, informational, informal, coding, group, peer, leadership, callback",
        "de": "technisch, technisches, telefonisch, telefonisches, persönliches, online, digitales",
        "fr": "téléphonique, technique, visio, visioconférence, physique, présentiel",
        "es": "técnica, telefónica, presencial, virtual",
        "pt": "técnica, telefônica, telefónica, presencial, virtual",
        "nl": "technisch, technische, telefonisch",
    },
    "PARTY": {
        "en": "team, manager, director, ceo, cto, founder, founders, partner, case, fit, presentation, boss",
        "de": "fachlich, fachliches, Fach, Team, Chef, Geschäftsführung, Führungskraft",
        "fr": "manager, équipe, direction, directeur, directrice, cabinet",
        "es": "jefe, jefa, gerente, equipo, director, directora",
        "pt": "gerente, diretor, diretora, equipe, equipa",
        "nl": "directeur, directie",
    },
    "ONSITE": {"en": "onsite, on site, superday", "de": "vor Ort", "fr": "sur site", "nl": "op locatie"},
    "APPLIED": {
        "en": "applied",
        "de": "beworben",
        "fr": "postulé",
        "es": "aplico, aplicado",
        "pt": "aplicado",
        "nl": "gesolliciteerd",
    },
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
        "employee, employment, posted, posting, post, postal, resume, responsible, responsibilities, "
        "statement, contest, content, intern, internship, internal, interest, interested, timeline, "
        "notice, titled, mobility, outreach, request, requests, invite, invites, invitation, "
        "connection, connected, linkedin, linked in, referral, referrals, referred, nda, test, tests, "
        "assignment, sponsorship, visa, remote, invited, commission",
        "de": "Vertrag, Anzeige, Ausschreibung, Frist, Quelle, Einladung, Kalendereinladung, Gehalt, "
        "Versand, Kontrakt, Anfrage, Kontaktanfrage, Vernetzung, Empfehlung, Probeaufgabe, Visum, "
        "eingeladen, geantwortet",
        "fr": "contrat, offre, annonce, mobilité, résumé, envoi, stage!, recrutement, invitation, demande, "
        "cooptation, recommandation, télétravail, convocation, répondu",
        "es": "contrato, contratación, oferta, enlace, contraste, respuestas, invitación, conexión, "
        "recomendación, prueba, teletrabajo, respondieron, contestaron",
        "pt": "contrato, contratação, oferta, proposta, estágio, convite, conexão, indicação, teste, "
        "responderam, retornaram",
        "nl": "contract, aanbod, bron, stage!, contractvorm, uitnodiging, verzoek, aanbeveling, opdracht, "
        "geantwoord, gereageerd",
    },
    "ENDED": {
        "en": "decided",
        "de": "Absage, Zusage, entschieden",
        "fr": "décidé",
        "es": "decidido, decidieron",
        "pt": "decidido, decidiram",
        "nl": "besloten",
    },
}
"""Meaning -> language -> words and phrases; two meanings in one key belong to one word together."""

FILLERS = frozenset(
    word
    for words in (
        "a an and at be for from how in is ll of or our s the their them they this to was we what which",
        "will your",
        "als an bei das dem den der des die ein eine fur im in mein mich oder sich und vom von war wurde",
        "zu zum zur",
        "a au aux d de des du en est et l la le les ou par pour quoi",
        "a al de del el en es la las los o para por que se su y",
        "a ao as da das de do dos e em na no o os ou para por que",
        "aan bij de door een en het in is of om op te van wat ze",
    )
    for word in words.split()
) - {"no"}
"""Words that join others and mean nothing of their own."""

ON = frozenset(("on", "am", "le", "au", "el", "em", "op", "at"))
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

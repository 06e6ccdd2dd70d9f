"""Status words in six languages: which of them end an application, which do not, and which we do not know."""

from datetime import date

import pytest

from sync.core.model import Cell
from sync.core.values import ending, known_status

ENDINGS = {
    "offer": "Offer; 4. Offer; \U0001f7e2 Offer!; Stage: offer; 6) OFFER \U0001f389; Angebot; "
    "Zusage; Angebot erhalten; Offre; "
    "Offre reçue; Proposition d'embauche; Oferta; Oferta recibida; Proposta; Oferta "
    "recebida; Aanbod; Aanbod ontvangen",
    "accepted": "Accepted; Hired \U0001f389; Angenommen; Eingestellt; Angebot angenommen; Accepté; "
    "Acceptée; Embauchée; "
    "Offre acceptée; Aceptado; Contratada; Oferta aceptada; Aceito; Contratado; Proposta "
    "aceita; Aangenomen; Geaccepteerd; Job offer accepted; Got the job!",
    "rejected": "Rejected; \u274c Rejected; Application rejected; Rejection; Absage; 5 - Absage; "
    "Abgelehnt; Absage erhalten; "
    "Bewerbung abgelehnt; Refus; Refusé; Refusée; Candidature refusée; Non retenu; Sans "
    "suite; Rechazado; Descartada; "
    "No seleccionado; Rejeitado; Reprovada; Recusado; Não selecionado; Afgewezen; "
    "Afwijzing; Sollicitatie afgewezen; Reject; Didn't get it; Not a fit; No longer under consideration; "
    "They pulled out; Recalée",
    "withdrawn": "Withdrawn; I withdrew; Offer declined; Zurückgezogen; Zurueckgezogen; Bewerbung "
    "zurückgezogen; Absage von mir; "
    "Angebot abgelehnt; Retirée; Candidature retirée; J'ai refusé; Offre refusée; "
    "Retirado; Candidatura retirada; "
    "Oferta rechazada; Desisti; Desistência; Proposta recusada; Teruggetrokken; "
    "Ingetrokken; Aanbod geweigerd; Job offer declined; Pulled out",
    "cancelled": "Cancelled; Canceled; Termin abgesagt; Gespräch abgesagt; Annulé; Entretien annulé; "
    "Cancelado; "
    "Entrevista cancelada; Vaga cancelada; Geannuleerd; Gesprek geannuleerd",
    "no response": "No response; Ghosted \U0001f47b; 7. Ghosted; Keine Antwort; Keine Rückmeldung; Sans "
    "réponse; Pas de réponse; "
    "Aucun retour; Sin respuesta; Sem resposta; Sem retorno; Geen reactie; Niets gehoord",
}
LIVE = (
    "Applied; Frozen until Jan; Advanced; No offer yet; "
    "1. Applied; \U0001f4e8 Applied; Phone screen; Onsite; Interviewing; "
    "Interview scheduled; Offer pending; Final round; "
    "Awaiting offer; No response yet; Rejected?; Application accepted; Beworben; Angebot "
    "ausstehend; Warte auf Absage; "
    "Noch keine Antwort; Vorstellungsgespräch; Eingeladen; Telefoninterview; Zusage "
    "offen; Postulé; Candidature envoyée; "
    "Entretien prévu; En attente de réponse; Pas encore de réponse; Offre d'emploi; "
    "Relancé; Postulado; "
    "Entrevista agendada; Pendiente; Oferta pendiente; Oferta de empleo; Candidatei-me; "
    "Em andamento; Aguardando resposta; "
    "Entrevista marcada; Gesolliciteerd; Uitgenodigd; In afwachting; Nog geen reactie; "
    "Gesprek gepland; Wachten op aanbod"
)

# As people go on writing behind the word, or before it.
WRITTEN = {
    "offer": (
        "They made us an offer; Was offered the job; Final interview / offer; Outcome: offer; Offer "
        "after final round; Gespräch \u2192 Angebot; Ich habe ein Angebot erhalten; Zusage nach dem "
        "Gespräch; Ils m'ont fait une offre; J'ai reçu une offre; Me hicieron una oferta; Entrevista "
        "final - oferta; Recebi uma proposta; Heb een aanbod gekregen; Eindgesprek > Aanbod; received"
        " an offer; Final round - offer; Process closed, offer made; Process closed (offer); Proceso "
        "finalizado - "
        "oferta; Offer made, process closed"
    ),
    "accepted": (
        "Signed; Signed the contract; Offer \u2192 Accepted; Accepted offer after 3 interviews; Vertrag "
        "unterschrieben; Angebot - angenommen; Ergebnis: eingestellt; Entretien \u2192 embauché; J'ai "
        "signé le contrat; Contrato firmado; Resultado: contratada; Hired, starts in May; Aanbod "
        "geaccepteerd; Contract signed; Signed 3 Dec; Process closed - hired; Hired - process closed"
    ),
    "rejected": (
        "Applied, position closed; He sido rechazado; "
        "Position closed; Offer \u2192 Position closed; Verfahren beendet; Poste fermé; Proceso cerrado; "
        "Vaga encerrada; Vacature "
        "gesloten; Offer taken back; Offre pourvue; L'offre est pourvue; Offre clôturée; Oferta cerrada; "
        "La oferta "
        "está cerrada; They lost interest; Company no longer interested; Not interested (them); Withdrawn "
        "by the "
        "company; Case study rejected; Process closed - no offer; Position closed, offer made to another "
        "candidate; "
        "Applied -> Phone screen -> Rejected; I was rejected; Got a rejection; They rejected me after"
        " the interview; Rejected for now; Phone screen (rejected); Refused after onsite; Hired "
        "another candidate; Accepted internally; Pending \u2192 Rejected; Ich wurde abgelehnt; Ich habe "
        "eine Absage erhalten; Erstgespräch, Absage; J'ai été refusé; Entretien RH - refusé; Reçu un "
        "refus; Fui rechazado; Entrevista > descartado; Fui recusado; Resultado: reprovado; Ik ben "
        "afgewezen; Gesprek - afgewezen; Refused; Resultado: rechazado; Ergebnis: Absage; Onsite \u2192 "
        "Rejected; Phone screen - rejected; Applied, rejected; 1st round rejected; Second interview "
        "declined; "
        "Entretien refusé; 2e gesprek afgewezen; Offer revoked; Offer retracted; Offer - pulled; The offer "
        "was withdrawn; Offer has been rescinded; Angebot zurückgezogen; Angebot wurde zurückgezogen; "
        "L'offre "
        "a été retirée; Oferta retirada; Proposta cancelada; Aanbod ingetrokken; Not shortlisted; Nicht "
        "eingeladen; Keine Einladung; Non convoquée; No preseleccionado; Não convocado; Niet uitgenodigd;"
        " Declined to move forward; Offered to "
        "another candidate"
    ),
    "withdrawn": (
        "He retirado mi candidatura; Ich habe sie zurückgezogen; Withdrew after delays on their side; "
        "I turned down their offer; Rejected from my side; I declined; Offer \u2192 Declined; Accepted "
        "another offer; Hired elsewhere; Ich habe abgesagt; Abgelehnt (ich); Absage von meiner Seite;"
        " Refusé par moi; J'ai refusé leur offre; Rechazado por mí; He rechazado la oferta; Recusado "
        "por mim; Recusei a proposta; Ik heb afgewezen; Afgewezen door mij; Rejected by me; Turned "
        "down by me; Declined by me; Declined (me); Declined their offer; Refus de ma part; "
        "Not interested; No longer interested; I'm not interested; Not interested in the role; Kein "
        "Interesse; "
        "Nicht mehr interessiert; Pas intéressée; No me interesa; Sem interesse; Geen interesse meer; Offer "
        "expired; Zusage abgelehnt; I lost interest; Final interview declined by me; Process closed by me; "
        "Process "
        "closed, accepted another offer; Angebot abgelaufen; Offre expirée; Accepted counteroffer at "
        "current job"
    ),
    "cancelled": (
        "Interview - cancelled; Cancelled by the company; Gespräch: abgesagt; Entretien / annulé; "
        "Entrevista (cancelada); Gesprek afgezegd; Afgezegd"
    ),
    "no response": (
        "Applied, no response; Got no reply; Bewerbung: keine Antwort; Candidature - sans réponse; "
        "Entrevista \u2192 sin respuesta; Sollicitatie: geen reactie; Aplicado, sem retorno; Ghosted - try "
        "again next "
        "year; Ghosted - left message; Ghosted after voicemail; Never heard back, trying again; Phone screen "
        "ghosted; Round 2 ghosted; 2nd round no response"
    ),
}
NOT_ENDED = (
    "Position closed - reopened; Position closed, still interviewing; Role closed to new applicants; "
    "Accepted for interview; Accepted to next round; Accepted - phone screen; Aceptado para "
    "entrevista; Signed NDA; Signed up; Zusage für Gespräch; Zusage zum Vorstellungsgespräch; Oferta "
    "enviada; Angebot angefordert; No answer so far; Pas de réponse pour le moment; Sem resposta por "
    "enquanto; No response needed; Cancelled, new date 3 Dec; Gespräch abgesagt, neuer Termin folgt; "
    "Abgesagt wegen Krankheit, neuer Termin; Position filled soon; Declined to state salary; Regret "
    "not applying; No offer yet; Not rejected; Angebot erwartet; sin respuesta todavía; Offer call "
    "scheduled; Keine Absage; Accepted for the second interview; Offered an interview; Offer for a "
    "screening call; Interview: accepted; Next: offer; Next step - offer; Offer soon; Offer: no; "
    "Rejected \u2192 Interview scheduled; No reply for now; No answer today; Cancelled, moved to Friday; "
    "Cancelled - re-scheduled; I declined to give a number; Signed in to the portal; Signed the NDA; "
    "Application: accepted; Position to be filled; Offer if budget allows; Angenommen für die nächste"
    " Runde; Zusage für das Zweitgespräch; Zusage fürs Erstgespräch; Angebot geschickt; Bisher keine "
    "Antwort; Keine Antwort bislang; Absage, neues Datum folgt; Termin abgesagt, wird verlegt; "
    "Angebot: nein; Ziel: Zusage; Accepté pour l'entretien; Offre envoyée; Sans réponse à ce jour; "
    "Entretien annulé - nouvelle date; Aucun retour pour l'instant; Offre bientôt; Aceptada para la "
    "siguiente fase; Oferta solicitada; Sin respuesta por ahora; Cancelada, nueva fecha el 3; "
    "Entrevista cancelada: pospuesta; Oferta pronto; Aceito para a próxima etapa; Proposta pedida; "
    "Sem retorno até agora; Entrevista cancelada, nova data; Aceita para entrevista final; Aangenomen"
    " voor de volgende ronde; Aanbod aangevraagd; Geen reactie tot nu toe; Gesprek geannuleerd, "
    "nieuwe datum; Geaccepteerd voor proefdag; Geen antwoord nodig; Aanbod binnenkort; Accepté pour 2e "
    "entretien; Accepté pour le 2e tour; Aangenomen voor 2e gesprek; Aceptado para 2ª ronda; Accepted for 2nd"
    " interview; Cancelled, will reschedule; Interview cancelled by them, rescheduling; Abgesagt, wird "
    "nachgeholt; Annulé, à reprogrammer; Cancelada, vamos reagendar; Geannuleerd, wordt herpland; No answer "
    "on phone, will try again; No answer, left voicemail; Keine Antwort am Telefon; Pas de réponse, message "
    "vocal laissé; No contesta al teléfono; Sem resposta ao telefone; Offered a trial day; Offered take-home;"
    " Offered a case study; Final interview no response yet; Call no answer; Not invited yet; Noch nicht "
    "eingeladen; Pas encore convoqué"
)


@pytest.mark.parametrize(
    ("text", "word"), [(text, word) for word, several in ENDINGS.items() for text in several.split("; ")]
)
def test_an_ending_word_is_known_in_six_languages_with_a_number_or_a_sign_before_it(
    text: str, word: str
) -> None:
    assert ending(text) == word
    assert known_status(text)


@pytest.mark.parametrize("text", LIVE.split("; "))
def test_a_word_of_an_application_that_goes_on_is_known_and_ends_nothing(text: str) -> None:
    assert ending(text) is None
    assert known_status(text)


@pytest.mark.parametrize("cell", ["Zorp", "B-list", "Kiwi", 5, True, date(2026, 12, 3)])
def test_a_word_that_nobody_knows_is_said_to_be_unknown(cell: Cell) -> None:
    assert ending(cell) is None
    assert not known_status(cell)


@pytest.mark.parametrize("cell", [None, "", " ", "n/a", "-", "TBD"])
def test_a_blank_status_is_nothing_to_hint_at(cell: Cell) -> None:
    assert known_status(cell)
    assert ending(cell) is None


@pytest.mark.parametrize(
    ("text", "word"), [(text, word) for word, several in WRITTEN.items() for text in several.split("; ")]
)
def test_an_ending_is_found_behind_a_stage_and_told_from_the_users_own_no(text: str, word: str) -> None:
    assert ending(text) == word
    assert known_status(text)


@pytest.mark.parametrize("text", [*NOT_ENDED.split("; "), "Cancelled; new date 3 Dec"])
def test_a_yes_to_a_step_a_new_date_and_an_answer_that_is_missing_so_far_end_nothing(text: str) -> None:
    assert ending(text) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Phone screen \u2192 Onsite \u2192 Offer", "offer"),
        ("Offer \u2192 Rejected", "withdrawn"),
        ("Rejected \u2192 Interview", None),
        ("Offer \u2192 waiting", None),
        ("Waiting > Rejected", "rejected"),
        ("Rejected: no", None),
        ("Tech: rejected; culture: accepted", "rejected"),
        ("Zusage f\u00fcr 2. Runde", None),
        ("Angebot folgt", None),
        ("Leider Absage", "rejected"),
        ("We have received no response", "no response"),
        ("Rejected - they had no budget", "rejected"),
        ("Rejected, no reply", "rejected"),
        ("candidature " * 5000, None),
        ("a, " * 50000, None),
    ],
)
def test_the_last_of_several_stages_counts(text: str, word: str | None) -> None:
    assert ending(text) == word


@pytest.mark.parametrize(
    "text",
    [
        "Final round - no", "No interview", "They are not interested", "Kein Gespräch", "Pas d'entretien",
        "Ninguna entrevista", "Entrevista: não", "Geen gesprek", "Onsite: no",
    ],
)  # fmt: skip
def test_a_stage_that_is_denied_is_not_known_to_go_on(text: str) -> None:
    assert ending(text) is None
    assert not known_status(text)


@pytest.mark.parametrize(
    "text", ["Inscrito no processo", "Entrevista no dia 3", "Applied, not heard from them"]
)
def test_a_no_elsewhere_in_the_cell_leaves_a_stage_known(text: str) -> None:
    assert known_status(text)

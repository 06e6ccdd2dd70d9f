"""The fields that the user may fill in, and the headings that they are found by."""

from collections.abc import Mapping

USER_HEADINGS: Mapping[str, str] = {
    "company": "Company",
    "role": "Role",
    "round": "Round",
    "interview_date": "Interview date",
    "interview_time": "Interview time",
    "interview_end": "Interview end",
    "duration": "Duration",
    "time_zone": "Time zone",
    "interviewers": "Interviewers",
    "contact_email": "Contact email",
    "contact_phone": "Contact phone",
    "location": "Location",
    "discussed": "Discussed",
    "references": "References",
    "decision_expected": "Decision expected",
    "follow_up_on": "Follow up on",
    "style": "Style",
    "thank_you_by": "Thank-you by",
    "thank_you_sent": "Thank-you sent",
    "references_notified": "References notified",
    "checked_in": "Checked in",
    "replied": "Replied",
    "feedback_wanted": "Feedback wanted",
    "status": "Status",
    "outcome": "Outcome",
    "notes": "Notes",
}
"""Every field the user may fill in, with the heading it is found by unless the settings map another."""

REQUIRED = ("company", "interview_date")

"""Who may form a pair: one mentor and one mentee, a group, or two peers."""

from assistant.domain.people import Form, Pair, Role
from assistant.errors import InputError

GROUP_MENTORS = range(1, 4)
GROUP_MENTEES = range(2, 31)


def check_members(pair: Pair) -> None:
    """Raise InputError, saying what the form needs, when the members do not make this form."""
    people = [member.person_id for member in pair.members]
    twice = sorted({member.name for member in pair.members if people.count(member.person_id) > 1})
    if twice:
        raise InputError(f"{', '.join(twice)} can be in a pair only once. Choose a different second person.")
    roles = [member.role for member in pair.members]
    mentors, mentees, peers = (roles.count(role) for role in (Role.MENTOR, Role.MENTEE, Role.PEER))
    others = len(roles) - mentors - mentees - peers
    match pair.form:
        case Form.ONE_TO_ONE:
            fits = (mentors, mentees, peers) == (1, 1, 0)
            need = "exactly one mentor and one mentee"
        case Form.GROUP:
            fits = mentors in GROUP_MENTORS and mentees in GROUP_MENTEES and not peers
            need = "one to three mentors and two to thirty mentees"
        case Form.PEER:
            fits = (mentors, mentees, peers) == (0, 0, 2)
            need = "exactly two peers"
    if not fits or others:
        raise InputError(f"A pair of the form {pair.form.value} needs {need}. Change its members.")

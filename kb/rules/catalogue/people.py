"""Rules on people: contacts that reach somebody at work, and nobody's private life."""

from kb.rules.rule import error

PEOPLE = (
    error(
        "empty-contact",
        "A contact says whom to ask, or where: a name, an e-mail address or a telephone number, as printed.",
        "contacts:\n  - {name: null, email: null, role: Manager}",
        "contacts:\n  - {name: Pat Example, email: null}",
    ),
    error(
        "contact-name",
        "The name of a contact is a name alone: address and telephone number have fields of their own.",
        "contacts:\n  - {name: Pat Example 0123 456 7890}",
        'contacts:\n  - {name: Pat Example, phone: "0123 456 7890"}',
    ),
    error(
        "contact-disagrees",
        "One person has one address; where two sources print two, the later one counts.",
        "contacts: [{name: Pat Example, email: pat@example.nhs.uk}]\n# findings/other.yml\nkind: finding\n"
        "place: {name: Elsewhere}\n"
        "contacts: [{name: Pat Example, email: pat@elsewhere.nhs.uk, as_of: 2016-11, cite: {source: leaflet-2016, at: slide 3}}]",
        "contacts: [{name: Pat Example, email: pat@example.nhs.uk}]\n# findings/other.yml\nkind: finding\n"
        "place: {name: Elsewhere}\n"
        "contacts: [{name: Pat Example, email: pat@example.nhs.uk, as_of: 2016-11, cite: {source: leaflet-2016, at: slide 3}}]",
    ),
    error(
        "email-shape",
        "An e-mail address is the address alone: no mailto:, no brackets, no name.",
        'contacts:\n  - {name: Pat Example, email: "<pat@example.nhs.uk>"}',
        "contacts:\n  - {name: Pat Example, email: pat@example.nhs.uk}",
    ),
    error(
        "private-mail",
        "A contact has an address at work. One at a private host is somebody's own.",
        "contacts:\n  - {name: Pat Example, email: pat.example@gmail.com}",
        "contacts:\n  - {name: Pat Example, email: pat@example.nhs.uk}",
    ),
    error(
        "phone-shape",
        "A telephone number is digits, blanks, brackets and +; an extension follows as ext 12.",
        "contacts:\n  - {name: Pat Example, phone: ask reception}",
        'contacts:\n  - {name: Pat Example, phone: "0123 456 7890"}',
    ),
    error(
        "mobile-phone",
        "A mobile number is often somebody's own; the office's number is published.",
        'contacts:\n  - {name: Pat Example, phone: "07700 900123"}',
        'contacts:\n  - {name: Pat Example, phone: "0123 456 7890"}',
    ),
    error(
        "email-outside-contacts",
        "An e-mail address stands in contacts, where its age is shown, and nowhere else.",
        "lessons:\n  - text: Ask pat@example.nhs.uk early.",
        "lessons:\n  - text: Ask the team early.",
    ),
    error(
        "phone-outside-contacts",
        "A telephone number stands in contacts, where its age is shown, and nowhere else.",
        "lessons:\n  - text: Ring 01632 960123 before the first visit.",
        "lessons:\n  - text: Ring before the first visit.",
    ),
    error(
        "private-data",
        "Patients appear without name, age, address or number: a detail that tells one person from others is never kept.",
        "lessons:\n  - text: Mrs Smith, 82, of 14 Mill Lane was glad to stay at home.",
        "lessons:\n  - text: A patient was glad to stay at home.",
    ),
    error(
        "reviewer-is-a-role",
        "`review.by` names a team or a role, which stays when people go; no person, and not me.",
        "review: {last_checked: 2017, by: Me}",
        "review: {last_checked: 2017, by: Evidence editors}",
    ),
)

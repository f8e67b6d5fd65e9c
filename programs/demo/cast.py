"""Who is in the demo: people, the functions they work in, and the two companies."""

from __future__ import annotations

from dataclasses import dataclass

DOMAIN = "example.com"
DEMO_PASSWORD = "demo-tracker-2026"  # noqa: S105  Documented: the demo is for looking around, not for secrets.

ADMINISTRATOR = "ada"
STEWARD = "stella"


@dataclass(frozen=True)
class Person:
    """Somebody who can sign in to the demo; ``role`` is said in the table of sign-ins."""

    key: str
    name: str
    role: str

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"


@dataclass(frozen=True)
class Company:
    """One portfolio of the demo."""

    code: str
    name: str
    description: str


PEOPLE = (
    Person("ingrid", "Ingrid Solberg", "PMO lead, Tarnwell"),
    Person("marcus", "Marcus Adeyemi", "PMO lead, Overby"),
    Person("rosa", "Rosa Lindqvist", "Function lead, Tarnwell procurement"),
    Person("tomasz", "Tomasz Wieczorek", "Function lead, Tarnwell production scheduling"),
    Person("leila", "Leila Haddad", "Function lead, Tarnwell demand planning"),
    Person("ben", "Ben Okafor", "Function lead, Overby field operations"),
    Person("yuki", "Yuki Tanabe", "Function lead, Overby inventory management"),
    Person("henrik", "Henrik Vaas", "Committee member, Tarnwell"),
    Person("claire", "Claire Fontaine", "Committee member, Tarnwell"),
    Person("olaf", "Olaf Brandt", "Committee member, Tarnwell"),
    Person("nadia", "Nadia Ferrant", "Committee member, Tarnwell"),
    Person("mira", "Mira Sandoval", "Delegate in the committee, Tarnwell"),
    Person("dana", "Dana Whitfield", "Committee member, Overby"),
    Person("paul", "Paul Mbeki", "Committee member, Overby"),
    Person("irene", "Irene Novak", "Committee member, Overby"),
    Person("viktor", "Viktor Hale", "Viewer, both companies"),
    Person(STEWARD, "Stella Marchetti", "Steward of functions, portfolios and policy"),
    Person(ADMINISTRATOR, "Ada Rowe", "Administrator"),
)

INVITED = (
    Person("greta", "Greta Holm", "Function lead, Tarnwell logistics"),
    Person("jonas", "Jonas Weber", "Function lead, Tarnwell customer service"),
    Person("samira", "Samira Aziz", "Function lead, Overby customer service"),
)
"""People asked into a program: they can sign in from the day on which they accept."""

FUNCTIONS: dict[str, tuple[str, ...]] = {
    "Commercial": ("Demand planning", "Customer service", "Sales"),
    "Supply": ("Procurement", "Inventory management"),
    "Operations": ("Production scheduling", "Production", "Field operations"),
    "Distribution": ("Logistics",),
    "Corporate services": ("Finance", "People and culture", "Information systems"),
}

COMPANIES = (
    Company(
        "tarnwell",
        "Tarnwell Pumps & Valves",
        "Maker of process pumps, control valves and spare parts: three plants, some 140 suppliers.",
    ),
    Company(
        "overby",
        "Overby Elevator Service",
        "Maintains and repairs 31,000 elevators and escalators: 640 technicians, 22 parts depots.",
    ),
)

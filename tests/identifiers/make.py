"""Writes labelled.txt: FICTIONAL sentences with every identifier in them marked, for tests/identifiers.rs.

    python3 -m venv venv && venv/bin/pip install faker==40.54.0
    venv/bin/python make.py > labelled.txt

It was written from the published formats (GOV.UK, NHS data dictionary, Ofcom, DVLA, Royal Mail) before there was a pattern in
the program, so that the figures of the first run could be taken without having looked. What is marked is `{kind|text}`; a
sentence without marks holds no identifier, however much it looks like one. Nobody's identifiers are in it: NHS numbers are of
the range 999, which is kept for tests; telephone numbers are those that Ofcom keeps for drama; e-mail addresses end in domains
that are kept for examples; postcodes, National Insurance numbers and registrations are drawn at random.
"""

import random

import faker
from faker import Faker

SEED = 20261122
random.seed(SEED)
Faker.seed(SEED)
FAKE = Faker("en_GB")

NHS, NI, POST = "NHS number", "National Insurance number", "postcode"
PHONE, MAIL, BORN, CAR = "telephone number", "e-mail address", "date of birth", "vehicle registration"
LINES = []


def line(template, kind=None, value=""):
    """One sentence; `#` stands for the value, marked as `kind`."""
    LINES.append(template.replace("#", f"{{{kind}|{value}}}" if kind else value))


def check_digit(nine):
    """The tenth digit by modulus 11, or None where there is none."""
    digit = 11 - sum(int(d) * w for d, w in zip(nine, range(10, 1, -1))) % 11
    return {11: 0, 10: None}.get(digit, digit)


def nhs(right=True, start="999"):
    while True:
        nine = start + "".join(random.choice("0123456789") for _ in range(9 - len(start)))
        digit = check_digit(nine)
        if digit is not None:
            return nine + str(digit if right else (digit + random.randint(1, 9)) % 10)


def spaced(ten, mark):
    return mark.join([ten[:3], ten[3:6], ten[6:]])


def letters(alphabet, count):
    return "".join(random.choice(alphabet) for _ in range(count))


def digits(count):
    return letters("0123456789", count)


def ni():
    """Prefix letters without D F I Q U V, the second not O either; not BG GB NK KN TN NT ZZ; suffix A to D."""
    while True:
        first, second = random.choice("ABCEGHJKLMNOPRSTWXYZ"), random.choice("ABCEGHJKLMNPRSTWXYZ")
        if first + second not in {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"}:
            return first + second + digits(6) + random.choice("ABCD")


def ni_form(number, form):
    pairs = [number[0:2], number[2:4], number[4:6], number[6:8], number[8]]
    return {0: number, 1: " ".join(pairs), 2: f"{number[:2]} {number[2:8]} {number[8]}", 3: number.lower(), 4: "-".join(pairs)}[form]


AREAS = """AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU
HA HD HG HP HR HS HU HX IG IP IV KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH
RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE""".split()


def postcode():
    area = random.choice(AREAS)
    district = str(random.randint(1, 99 if len(area) == 2 else 28))
    if area in {"EC", "WC"}:
        district = random.choice("1234") + random.choice("ABNRVX")
    elif area == "W" and random.random() < 0.5:
        district = "1" + random.choice("ABCDFGHJKSTUW")
    return f"{area}{district} {random.randint(0, 9)}{letters('ABDEFGHJLNPQRSTUWXYZ', 2)}"


def drama_phone():
    """A number of those that Ofcom keeps for drama, in groups as people write it."""
    last = digits(3)
    area, group = random.choice([("020", "7946 0"), ("0113", "496 0"), ("0121", "496 0"), ("0161", "496 0"), ("0191", "498 0"), ("029", "2018 0")])
    return random.choice([
        f"{area} {group}{last}", f"({area}) {group}{last}", f"{area}{group}{last}".replace(" ", ""), f"{area}-{group}{last}".replace(" ", "-"),
        f"01632 960{last}", f"01632 960 {last}", f"(01632) 960{last}", f"01632960{last}",
        f"07700 900{last}", f"07700 900 {last}", f"07700900{last}", f"07700-900-{last}", f"0770 090 0{last}",
        f"+44 7700 900{last}", f"+447700900{last}", f"+44 (0)7700 900 {last}", f"+44 (0) {area[1:]} {group}{last}", f"0044 7700 900{last}",
        f"0808 157 0{last}", f"0306 999 0{last}",
    ])


def car():
    """Registrations as DVLA gives them out: since 2001, 1983 to 2001, 1963 to 1983."""
    area, free = "ABCDEFGHJKLMNOPRSTUVWXY", "ABCDEFGHJKLMNOPRSTUVWXYZ"
    since = f"{letters(area, 2)}{random.choice([f'{n:02}' for n in range(2, 27)] + [str(n) for n in range(51, 76)])} {letters(free, 3)}"
    before = f"{random.choice('ABCDEFGHJKLMNPRSTVWXY')}{random.randint(1, 999)} {letters('ABCDEFGHJKLMNOPRSTUVWXY', 3)}"
    first = f"{letters('ABCDEFGHJKLMNOPRSTUVWXY', 3)} {random.randint(1, 999)}{random.choice('ABCDEFGHJKLMNPRSTVWXY')}"
    return random.choice([since, since, since, since.replace(" ", ""), before, first])


MONTHS = "January February March April May June July August September October November December".split()


def day():
    """A day in one of the ways in which people write it."""
    d, m, y = random.randint(1, 28), random.randint(1, 12), random.randint(1950, 2012)
    name = MONTHS[m - 1]
    th = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}.get(d, "th")
    return random.choice([
        f"{d:02}/{m:02}/{y}", f"{d}/{m}/{y}", f"{d:02}.{m:02}.{y}", f"{d:02}-{m:02}-{y}", f"{y}-{m:02}-{d:02}", f"{d} {name} {y}",
        f"{d}{th} {name} {y}", f"{d} {name[:3]} {y}", f"{name} {d}, {y}", f"{d:02}/{m:02}/{y % 100:02}", f"{d}{th} of {name} {y}",
    ])


def planted():
    """Identifiers, with words beside them that say what they are and without."""
    for _ in range(60):
        template = random.choice([
            "Her NHS number is #.", "NHS No: #", "(NHS no. #)", "The record (NHS #) was opened late.", "NHS Number - # - was written on the form.",
            "The GP knew the child by NHS number #, the hospital by another.",
        ])
        line(template, NHS, spaced(nhs(), random.choice([" ", "", "-", "\u00a0", "."])))
    for _ in range(30):
        template = random.choice(["Child A (#) was seen at home.", "Patient #, seen on the ward.", "The letter named # and the mother.", "#: no entry after June."])
        line(template, NHS, spaced(nhs(), random.choice([" ", "", " ", "-"])))
    for _ in range(15):
        line(random.choice(["Her NHS number was written as #.", "NHS No: # (as typed)"]), NHS, spaced(nhs(False), random.choice([" ", ""])))
    for _ in range(50):
        template = random.choice([
            "National Insurance number #.", "NI number: #", "The mother (NINO #) claimed benefit.", "He gave # to the housing officer.", "Claim #, closed in May.",
        ])
        line(template, NI, ni_form(ni(), random.choice([0, 1, 1, 2, 0, 4])))
    for _ in range(10):
        line(random.choice(["NI no #.", "her national insurance number is #"]), NI, ni_form(ni(), 3))
    for _ in range(60):
        code = random.choice([postcode(), postcode(), FAKE.postcode(), FAKE.postcode().replace(" ", "")])
        template = random.choice([
            "The family moved to 14 Example Road, #.", "Postcode: #", "They lived at # until the spring.", "The visit to # was cancelled.", "(Flat 2, Sample House, #)",
        ])
        line(template, POST, code)
    for _ in range(15):
        code = postcode()
        line(random.choice(["post code #", "Address: 3 Sample Close, #"]), POST, random.choice([code.lower(), code.replace(" ", ""), code.replace(" ", "\u00a0"), code.replace(" ", "  ")]))
    for code in ["SW1A 1AA", "M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 1HQ", "EC1A 1BB", "GIR 0AA"]:
        line("An example of a postcode is #, as published.", POST, code)
    for _ in range(70):
        number = random.choice([drama_phone(), drama_phone(), FAKE.phone_number(), FAKE.cellphone_number()])
        template = random.choice(["Tel: #", "Telephone # for the duty team.", "She rang # twice.", "Call # before nine.", "Mobile #.", "The father's number, #, was not tried.", "# was engaged."])
        line(template, PHONE, number)
    for _ in range(40):
        address = random.choice([FAKE.safe_email(), FAKE.ascii_safe_email(), "j.o'neil@example.org", "first.last+case@sub.example.co.uk", "DUTY_TEAM@EXAMPLE.NET"])
        template = random.choice(["Email: #", "She wrote to # in June.", "(#)", "mailto:#", "Contact <#>.", "Send it to #, please."])
        line(template, MAIL, address)
    for _ in range(60):
        template = random.choice([
            "Child B was born on #.", "DOB: #", "D.O.B. #", "Date of birth: #.", "(dob #)", "The baby, born #, was premature.", "Mother (DOB #) and father.", "date of birth was given as #",
            "Her birth date is #.",
        ])
        line(template, BORN, day())
    for _ in range(50):
        plate = random.choice([car(), car(), FAKE.license_plate()])
        template = random.choice(["The car, registration #, was seen outside.", "Vehicle # was stopped.", "Reg: #", "He drove a blue van (#).", "number plate #", "A car # stood there."])
        line(template, CAR, plate)
    for _ in range(10):
        line(random.choice(["car registration #", "vehicle reg. #"]), CAR, car().lower())


def near():
    """What looks like an identifier and is none."""
    for _ in range(25):
        line(random.choice(["The total came to # units.", "Counter # was read.", "It is number # in the list."]), value=nhs(False, random.choice(["4", "6", "1"])))
    for _ in range(25):
        line(random.choice(["Reference # was closed.", "Our ref: #", "Order no. # of the court", "Invoice #", "Case ID #", "Account # with the council"]), value=str(random.randint(10**9, 10**10 - 1)))
    for _ in range(15):
        line(random.choice(["ISBN #.", "(ISBN: #)", "ISBN-10 #"]), value=random.choice([nhs(start="0"), nhs(start="1"), "0-" + digits(3) + "-" + digits(5) + "-" + digits(1)]))
    for _ in range(10):
        line("ISBN-13 #.", value="978-" + digits(1) + "-" + digits(3) + "-" + digits(5) + "-" + digits(1))
    for _ in range(20):
        a = random.randint(100, 900)
        line(random.choice(["See pages #.", "pp. # of the report"]), value=random.choice([f"{a}-{a + random.randint(1, 99)}", f"{a}\u2013{a + 12}, {a + 30}\u2013{a + 44}", f"{a}, {a + 5}, {a * 10}"]))
    for _ in range(20):
        line(random.choice(["It cost #.", "A budget of # was agreed.", "# was spent."]), value=random.choice([f"£{random.randint(1, 9)},{digits(3)},{digits(3)}", f"£{random.randint(1, 9)}{digits(9)}", f"£{random.randint(10, 99)},{digits(3)}.{digits(2)}", f"£0.{digits(9)}", f"{random.randint(1, 9)},{digits(3)},{digits(3)},{digits(3)}"]))
    for _ in range(40):
        line(random.choice(["The conference was on #.", "Seen on # by the health visitor.", "Between # and the summer nobody called.", "The plan is due by #.", "Published #", "The review period began on #."]), value=day())
    for road in ["M1", "M25", "A1", "A406", "B4100", "M6", "A12", "N1", "E1", "SE1", "SW1A", "W1", "EC1", "B33", "CR2", "LS"]:
        line(random.choice(["The family lived near the #.", "An accident on the # that night.", "The office serves # and beyond."]), value=road)
    for text in ["S47 enquiry", "s17 assessment", "section 47 1989 Act", "CP1 form", "Form AB12", "Year 9", "T1 diabetes", "H1N1 2009 flu", "A1C 58 mmol", "B12 injection", "E111 card", "Type 2 2nd line",
                 "ward C4 2nd floor", "G8 summit", "room B12 3rd floor", "Level 3 4th edition", "MP3 2GB", "CO2 5PM", "at 4PM", "W3C 10 rules", "IPCC 1/2009", "F40 2AB1C", "PC 4521", "WPC 1234", "DC 9876"]:
        line("The note said # and no more.", value=text)
    for text in ["AB 12 34 56", "AB123456", "AB123456E", "A1234567B", "ABC123456D", "AB12345C", "AB 1234567 C", "GB 12 34 56 A", "BG123456B", "ZZ 12 34 56 T", "DA123456C", "QQ 12 34 56 C", "AO123456B", "NK 12 34 56 D", "TN123456A"]:
        line("The code # stood in the margin.", value=text)
    for text in ["0 to 18", "0800 hours", "0900", "01 02 2009", "0123456", "0.123456789", "020", "extension 4521", "00:15", "0-5 years", "07/08/2009 09:30", "0 1 2 3 4 5 6 7 8 9 10", "999", "101", "111 or 999",
                 "1 2 3 4 5 6 7 8 9 0", "2009-10 2010-11", "0.05, 0.012, 0.9", "019283", "000000", "08:00-17:30", "+4 to +44", "+44"]:
        line("It says # in the table.", value=text)
    for text in ["@council", "@ 10am", "foo@", "@example.org", "a @ b", "10 @ £5", "user at example dot org", "name@localhost", "see example.org", "x@y", "#@%!"]:
        LINES.append(f"It was marked {text} in the log.")
    for text in ["THE 1 AND", "ALL 12 OF", "SIX 3RD", "SCR 2009", "WT2010", "LSCB 2009", "AGE 12 YRS", "PER 1 ABC", "BOX 12A", "NO 10", "DAY 1 AM", "ICD 10 F32", "UN 1989 CRC", "CAF 2 ACT", "IMR 3 SCR", "ROW 12 COL", "GP2", "EH4 1", "TAC 1"]:
        line("The heading was # in the copy.", value=text)
    for text in ["a1b2c3d4-e5f6-7890-abcd-ef0123456789", "v1.2.3", "child-k-2009", "SCR-2009-0123456789", "case-0012345678", "192.168.100.200", "10.1000/182", "2009/10/123456", "51.5074, -0.1278", "1234567890123456", "12345678901", "x9991234567y"]:
        line("The file is called # there.", value=text)
    for text in ["born in 1998", "born in March 2007", "date of birth not recorded", "born two weeks early", "aged 12", "born at 38 weeks, weight 3200", "birthday party", "stillborn 2009", "DOB unknown", "newborn checks on 3 visits"]:
        line("The file said # and no more.", value=text)


PROSE = """The overview author met the practitioners twice and found that none of them had seen the chronology before the panel did.
Between the first referral and the death there were nineteen contacts with five agencies, and in only three was the child spoken to alone.
Health visiting had 412 families to a whole-time post, against a recommended 250; supervision lapsed for seven months.
Of 1,234 referrals in 2008-09, 61 (4.9%) led to a conference within 15 working days, as Working Together (2006, paragraph 5.80) expects.
The board published 3 reviews in 2007, 4 in 2008 and 11 in 2009; see Table 4, rows 10-12, and Appendix B2.
At 14:35 on Tuesday the duty worker rang the ward, then at 16.10 the school, and left messages at both.
Recommendation 7 repeats recommendation 12 of the review of 2005, which was signed off at version 3.1 of the plan.
The chair wrote on page 112, "we did not ask", and again at paragraphs 6.4.12 to 6.4.19.""".splitlines()

print(f"# FICTIONAL. Made by make.py with faker {faker.VERSION}, seed {SEED}: what is marked is an identifier, and nothing else is.")
planted()
near()
LINES.extend(PROSE)
print("\n".join(LINES))

//! Words that demo data is made of.

/// First names.
#[rustfmt::skip]
pub(super) const PERSONAL: &[&str] = &[
    "Abena", "Ada", "Adrián", "Aiko", "Alejandra", "Alice", "Amara", "Amir", "Ana", "Anders", "Anika", "Arjun", "Astrid",
    "Ayşe", "Bao", "Beatriz", "Björn", "Camila", "Carlos", "Chen", "Chidi", "Clara", "Daniel", "Deepa", "Diego", "Dina",
    "Edith", "Elena", "Emeka", "Emil", "Erik", "Esther", "Fatima", "Felix", "Fiona", "Florian", "Gabriel", "Grace", "Hana",
    "Hannah", "Hiroshi", "Ibrahim", "Ines", "Ingrid", "Isaac", "Ivan", "James", "Jasmin", "Jia", "João", "Jonas", "Juan",
    "Julia", "Kamala", "Karim", "Katarzyna", "Kenji", "Kofi", "Lars", "Laura", "Leila", "Liam", "Lina", "Lucía", "Magnus",
    "Maja", "Marek", "Maria", "Marta", "Mateo", "Mei", "Miguel", "Mina", "Mohammed", "Nadia", "Naomi", "Nikolai", "Noor",
    "Olga", "Oliver", "Omar", "Paula", "Pedro", "Petra", "Priya", "Rafael", "Rania", "Ravi", "Rosa", "Ruth", "Samuel", "Sana",
    "Sara", "Sibusiso", "Sofia", "Stefan", "Tariq", "Thandiwe", "Thomas", "Tomás", "Uma", "Valentina", "Victor", "Wanjiru",
    "Wei", "Yara", "Yuki", "Yusuf", "Zanele", "Zoe",
];

/// Last names.
#[rustfmt::skip]
pub(super) const FAMILY: &[&str] = &[
    "Abara", "Adeyemi", "Ahmed", "Almeida", "Andersen", "Appiah", "Bakker", "Banda", "Bauer", "Bennett", "Berg", "Bianchi",
    "Campbell", "Castillo", "Chandra", "Chen", "Costa", "Cruz", "Dahl", "Das", "de Vries", "Demir", "Diallo", "Dlamini",
    "Dubois", "Duarte", "Edwards", "Ekström", "Farouk", "Ferrari", "Fischer", "Flores", "Fraser", "Fujita", "Garcia", "Gashi",
    "Gomez", "Gruber", "Gupta", "Haddad", "Hansen", "Hernández", "Hoffmann", "Horvat", "Huang", "Hughes", "Ito", "Ivanova",
    "Jansen", "Jensen", "Joshi", "Kamau", "Kaplan", "Kaur", "Keller", "Khan", "Kim", "Kowalski", "Kumar", "Larsen", "Laurent",
    "Lee", "Lim", "Lindqvist", "López", "MacLeod", "Mahlangu", "Mancini", "Martins", "Mbeki", "Mehta", "Mensah", "Meyer",
    "Molina", "Morales", "Moreau", "Müller", "Murphy", "Mwangi", "Nakamura", "Navarro", "Ncube", "Nguyen", "Nielsen", "Novák",
    "O'Brien", "Okafor", "Okoye", "Oliveira", "Osei", "Owusu", "Park", "Patel", "Pereira", "Petrov", "Popescu", "Quispe",
    "Rahman", "Ramírez", "Reddy", "Reyes", "Ricci", "Robinson", "Rodriguez", "Rossi", "Sánchez", "Santos", "Sato", "Schmidt",
    "Schneider", "Sharma", "Silva", "Singh", "Smit", "Souza", "Stewart", "Suzuki", "Svensson", "Takahashi", "Tan", "Taylor",
    "Tembo", "Torres", "Tran", "van Dijk", "Vargas", "Virtanen", "Wagner", "Walker", "Wang", "Watanabe", "Weber", "Williams",
    "Wong", "Wu", "Yamamoto", "Yang", "Yılmaz", "Zhang", "Zimmermann",
];

/// What people do.
#[rustfmt::skip]
pub(super) const OCCUPATIONS: &[&str] = &[
    "", "", "Librarian", "PhD student", "Postdoc", "Professor", "Research software engineer", "Data steward", "Lecturer",
    "Data scientist", "Bioinformatician", "Research assistant", "Training coordinator",
];

/// What an organization is for, in its name and in its domain.
pub(super) const FIELDS: &[(&str, &str)] = &[
    ("Marine Science", "marine"),
    ("Genomics", "genomics"),
    ("Data Science", "data"),
    ("Public Health", "health"),
    ("Ecology", "ecology"),
    ("Astronomy", "astro"),
    ("Climate Research", "climate"),
    ("Social Research", "social"),
    ("Agriculture", "agri"),
    ("Computing", "computing"),
    ("Materials", "materials"),
    ("Neuroscience", "neuro"),
    ("Digital Humanities", "humanities"),
    ("Economics", "econ"),
    ("Geoscience", "geo"),
];

/// Kinds of organizations: the name, of `{city}` and `{field}`, and the domain, of `{city}` and `{field}`.
pub(super) const KINDS: &[(&str, &str)] = &[
    ("{city} Institute of {field}", "{field}-institute.{city}.example.org"),
    ("Centre for {field}, {city}", "{field}.{city}.example.net"),
    ("{city} {field} Library", "library.{field}.{city}.example.org"),
    ("{field} Laboratory of {city}", "{city}-{field}-lab.example.com"),
];

/// Where in a city a workshop takes place.
pub(super) const VENUES: &[&str] = &[
    "Main Library, training room",
    "Science Building, room 204",
    "Computing Centre",
    "Graduate School, seminar room 3",
    "Learning Commons",
    "Institute of Physics, lecture hall B",
    "Innovation Hub",
    "Medical School, computer lab",
];

/// Streets.
pub(super) const STREETS: &[&str] = &[
    "University Avenue",
    "Station Road",
    "College Street",
    "Garden Lane",
    "Market Square",
    "Observatory Hill",
    "Harbour Street",
];

/// What administrators write about events.
pub(super) const REMARKS: &[&str] = &[
    "The host asks for **two** more helpers.",
    "Called the host: the room is booked, coffee is not.",
    "Survey links sent to the instructors.",
    "Waiting for the attendance sheet.\n\nReminded them twice already.",
    "They would like to run this again next year.",
    "Date moved by a week, see the e-mail thread.",
    "Instructor had to cancel; looking for another.",
    "Learners liked the live coding. Projector was *too dim*.",
];

/// Why people want to become instructors.
pub(super) const REASONS: &[&str] = &[
    "I would like to teach what I had to learn on my own.",
    "Our library starts a programme of workshops, and needs instructors.",
    "A workshop two years ago changed how I work; I want to give that to others.",
    "My group asks me for help every day. I want to learn how to teach it properly.",
    "I teach already and would like to do it better.",
];

/// Who would come to a workshop.
pub(super) const AUDIENCES: &[&str] = &[
    "PhD students of biology in their first year, most without any programming.",
    "Librarians and archivists of five universities.",
    "About thirty people from a research institute: lab technicians, postdocs, two professors.",
    "Social scientists who have outgrown spreadsheets.",
    "Staff of the computing centre, and whoever they support.",
];

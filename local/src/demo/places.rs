//! Cities with an airport: where organizations sit, people live and workshops take place.

use anyhow::ensure;
use sqlx::{PgConnection, Row as _};

/// A city.
#[derive(Debug, Clone)]
pub(super) struct City {
    pub(super) name: &'static str,
    /// The subtag of the language that workshops there may be in.
    pub(super) language: &'static str,
    pub(super) airport: &'static str,
    pub(super) country: String,
    pub(super) latitude: f64,
    pub(super) longitude: f64,
    pub(super) timezone: String,
}

const CITIES: &[(&str, &str, &str)] = &[
    ("London", "LHR", "en"),
    ("Boston", "BOS", "en"),
    ("Berlin", "BER", "de"),
    ("Cape Town", "CPT", "en"),
    ("Toronto", "YYZ", "en"),
    ("Sydney", "SYD", "en"),
    ("Paris", "CDG", "fr"),
    ("Nairobi", "NBO", "sw"),
    ("Oslo", "OSL", "nb"),
    ("Chicago", "ORD", "en"),
    ("Bogota", "BOG", "es"),
    ("Bengaluru", "BLR", "en"),
    ("Edinburgh", "EDI", "en"),
    ("Seattle", "SEA", "en"),
    ("Tokyo", "HND", "ja"),
    ("Amsterdam", "AMS", "nl"),
    ("Accra", "ACC", "en"),
    ("Auckland", "AKL", "en"),
    ("Mexico City", "MEX", "es"),
    ("Zurich", "ZRH", "de"),
    ("Manchester", "MAN", "en"),
    ("Dublin", "DUB", "en"),
    ("Lyon", "LYS", "fr"),
    ("Munich", "MUC", "de"),
    ("Hamburg", "HAM", "de"),
    ("Geneva", "GVA", "fr"),
    ("Vienna", "VIE", "de"),
    ("Brussels", "BRU", "fr"),
    ("Copenhagen", "CPH", "da"),
    ("Stockholm", "ARN", "sv"),
    ("Helsinki", "HEL", "fi"),
    ("Warsaw", "WAW", "pl"),
    ("Krakow", "KRK", "pl"),
    ("Prague", "PRG", "cs"),
    ("Budapest", "BUD", "hu"),
    ("Madrid", "MAD", "es"),
    ("Barcelona", "BCN", "ca"),
    ("Lisbon", "LIS", "pt"),
    ("Rome", "FCO", "it"),
    ("Milan", "MXP", "it"),
    ("Athens", "ATH", "el"),
    ("Istanbul", "IST", "tr"),
    ("Montreal", "YUL", "fr"),
    ("Vancouver", "YVR", "en"),
    ("New York", "JFK", "en"),
    ("San Francisco", "SFO", "en"),
    ("Denver", "DEN", "en"),
    ("Austin", "AUS", "en"),
    ("Atlanta", "ATL", "en"),
    ("Lima", "LIM", "es"),
    ("Santiago", "SCL", "es"),
    ("Buenos Aires", "EZE", "es"),
    ("Sao Paulo", "GRU", "pt"),
    ("Johannesburg", "JNB", "en"),
    ("Lagos", "LOS", "en"),
    ("Addis Ababa", "ADD", "am"),
    ("Cairo", "CAI", "ar"),
    ("Dubai", "DXB", "ar"),
    ("Mumbai", "BOM", "en"),
    ("Delhi", "DEL", "hi"),
    ("Singapore", "SIN", "en"),
    ("Kuala Lumpur", "KUL", "ms"),
    ("Manila", "MNL", "en"),
    ("Seoul", "ICN", "ko"),
    ("Taipei", "TPE", "zh"),
    ("Hong Kong", "HKG", "zh"),
    ("Melbourne", "MEL", "en"),
    ("Brisbane", "BNE", "en"),
    ("Perth", "PER", "en"),
    ("Wellington", "WLG", "en"),
];

/// The cities, with what the airports' table knows of them.
pub(super) async fn read(connection: &mut PgConnection) -> anyhow::Result<Vec<City>> {
    let codes: Vec<&str> = CITIES.iter().map(|city| city.1).collect();
    let rows = sqlx::query(
        "SELECT a.country::text, a.latitude, a.longitude, a.timezone FROM unnest($1::text[]) WITH ORDINALITY AS c (iata, position)
         JOIN airport a ON a.iata = c.iata WHERE a.country IS NOT NULL ORDER BY c.position",
    )
    .bind(codes)
    .fetch_all(connection)
    .await?;
    ensure!(rows.len() == CITIES.len(), "airports are missing: seed the database first");
    CITIES
        .iter()
        .zip(&rows)
        .map(|(&(name, airport, language), row)| {
            let (country, latitude) = (row.try_get(0)?, row.try_get(1)?);
            Ok(City { name, language, airport, country, latitude, longitude: row.try_get(2)?, timezone: row.try_get(3)? })
        })
        .collect()
}

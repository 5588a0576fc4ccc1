//! Where the rows of a list are: marks for its map, gathered so that no two of them touch.

use sqlx::{PgConnection, QueryBuilder};

use super::{Area, Listing, Meaning, Point, Query};
use crate::Result;

/// Where a row is, in SQL.
#[derive(Debug, Clone, Copy)]
pub struct Located {
    /// Degrees north; NULL for rows that are on no map.
    pub latitude: &'static str,
    /// Degrees east; NULL as `latitude`.
    pub longitude: &'static str,
    /// What the place is called; NULL where it has no name.
    pub place: &'static str,
}

/// What is on a map.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// The marks, the largest first; no two are so near one another that a finger could not tell them apart.
    pub marks: Vec<Mark>,
    /// The point of reference, where there is one.
    pub near: Option<Point>,
    /// How many rows match in all, also those without coordinates.
    pub total: i64,
}

/// Rows that are near one another.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// How many.
    pub number: i64,
    /// Their middle.
    pub middle: Point,
    /// The rectangle around them; no other row of the list is in it.
    pub area: Area,
    /// What their places are called, each once, by name.
    pub names: Vec<String>,
}

/// A map shows at least so many degrees from west to east.
pub const NARROWEST: f64 = 24.0;
/// Columns of the grid that rows are gathered in, over the width of what is shown; it has half as many rows, and so 435 cells.
const COLUMNS: f64 = 28.0;
/// The least distance of two marks, in cells: 25 of 960 pixels on a map with a seventh of margin.
const APART: f64 = 0.86;

/// A cell of the grid with what is in it.
#[derive(Debug, sqlx::FromRow)]
struct Cell {
    /// Its column and row.
    x: i32,
    y: i32,
    /// Its width and height in degrees.
    size: f64,
    number: i64,
    latitude: f64,
    longitude: f64,
    south: f64,
    west: f64,
    north: f64,
    east: f64,
    names: Vec<String>,
}

impl Listing {
    /// Where its rows are, if it can tell.
    #[must_use]
    pub fn located(&self) -> Option<Located> {
        self.filters.iter().find_map(|filter| match filter.meaning {
            Meaning::Within(located) => Some(located),
            _ => None,
        })
    }

    /// Where all rows are that match, whatever the page: two statements. Nothing is on the map of a list that has none.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn places(&self, db: &mut PgConnection, query: &Query) -> Result<Places> {
        let total = self.count(&mut *db, query).await?;
        let Some(located) = self.located() else { return Ok(Places { total, ..Places::default() }) };
        let mut sql = self.cells(located, query);
        let cells: Vec<Cell> = sql.build_query_as().fetch_all(db).await?;
        Ok(Places { marks: gathered(cells), near: query.near, total })
    }

    fn cells(&self, Located { latitude, longitude, place }: Located, query: &Query) -> QueryBuilder<sqlx::Postgres> {
        let mut sql = QueryBuilder::new(format!(
            "WITH place AS MATERIALIZED (SELECT {latitude} AS latitude, {longitude} AS longitude, {place} AS name {}",
            self.from
        ));
        self.push_filters(&mut sql, query);
        sql.push(format!(" AND {latitude} IS NOT NULL AND {longitude} IS NOT NULL), grid AS (SELECT greatest("));
        let (north, east) = (query.near.map(|point| point.latitude), query.near.map(|point| point.longitude));
        // NULL is passed over by both.
        sql.push("greatest(max(longitude), ").push_bind(east).push(") - least(min(longitude), ").push_bind(east);
        sql.push("), 2 * (greatest(max(latitude), ").push_bind(north).push(") - least(min(latitude), ").push_bind(north);
        sql.push(")), ").push_bind(NARROWEST).push(") / ").push_bind(COLUMNS).push(
            " AS size FROM place)
            SELECT x, y, max(size) AS size, count(*) AS number, avg(latitude) AS latitude, avg(longitude) AS longitude,
                min(latitude) AS south, min(longitude) AS west, max(latitude) AS north, max(longitude) AS east,
                coalesce(array_agg(DISTINCT name) FILTER (WHERE name <> ''), '{}')::text[] AS names
            FROM (SELECT p.*, g.size, floor((p.longitude + 180) / g.size)::int AS x, floor((p.latitude + 90) / g.size)::int AS y
                FROM place p CROSS JOIN grid g) located
            GROUP BY x, y ORDER BY x, y",
        );
        sql
    }
}

/// A rectangle of cells that became one mark.
struct Cluster {
    /// The first and the last column, the first and the last row.
    columns: (i32, i32),
    rows: (i32, i32),
    mark: Mark,
}

impl Cluster {
    fn of(cell: Cell) -> Self {
        Self {
            columns: (cell.x, cell.x),
            rows: (cell.y, cell.y),
            mark: Mark {
                number: cell.number,
                middle: Point { latitude: cell.latitude, longitude: cell.longitude },
                area: Area { south: cell.south, west: cell.west, north: cell.north, east: cell.east },
                names: cell.names,
            },
        }
    }

    /// Marks are squares to whoever points at them.
    fn distance(&self, other: &Self) -> f64 {
        let (one, other) = (self.mark.middle, other.mark.middle);
        (one.latitude - other.latitude).abs().max((one.longitude - other.longitude).abs())
    }

    fn overlaps(&self, other: &Self) -> bool {
        let meet = |one: (i32, i32), other: (i32, i32)| one.0 <= other.1 && other.0 <= one.1;
        meet(self.columns, other.columns) && meet(self.rows, other.rows)
    }

    fn with(self, other: Self) -> Self {
        let around = |one: (i32, i32), other: (i32, i32)| (one.0.min(other.0), one.1.max(other.1));
        Self {
            columns: around(self.columns, other.columns),
            rows: around(self.rows, other.rows),
            mark: self.mark.with(other.mark),
        }
    }
}

impl Mark {
    fn with(self, other: Self) -> Self {
        let share = self.number as f64 / (self.number + other.number) as f64;
        let between = |one: f64, other: f64| one * share + other * (1.0 - share);
        let mut names = self.names;
        names.extend(other.names);
        names.sort();
        names.dedup();
        Self {
            number: self.number + other.number,
            middle: Point {
                latitude: between(self.middle.latitude, other.middle.latitude),
                longitude: between(self.middle.longitude, other.middle.longitude),
            },
            area: self.area.with(other.area),
            names,
        }
    }
}

/// Joins the cells whose marks would touch, the nearest first. What is joined stays a rectangle, and takes in whatever else is in
/// it: so each mark's area holds its own rows alone.
fn gathered(cells: Vec<Cell>) -> Vec<Mark> {
    let apart = cells.first().map_or(0.0, |cell| cell.size * APART);
    let mut clusters: Vec<Cluster> = cells.into_iter().map(Cluster::of).collect();
    while let Some((one, other)) = nearest(&clusters, apart) {
        // The later one first: the earlier one stays where it is.
        let other = clusters.swap_remove(other);
        let mut whole = clusters.swap_remove(one).with(other);
        while let Some(inside) = clusters.iter().position(|cluster| cluster.overlaps(&whole)) {
            whole = whole.with(clusters.swap_remove(inside));
        }
        clusters.push(whole);
    }
    let mut marks: Vec<Mark> = clusters.into_iter().map(|cluster| cluster.mark).collect();
    marks.sort_by(|one, other| other.number.cmp(&one.number).then_with(|| one.names.cmp(&other.names)));
    marks
}

/// The two that are nearest to one another, if they are less than `apart`; the earlier one first.
fn nearest(clusters: &[Cluster], apart: f64) -> Option<(usize, usize)> {
    let mut found = (apart, None);
    for (index, cluster) in clusters.iter().enumerate() {
        for (offset, other) in clusters.iter().skip(index + 1).enumerate() {
            let distance = cluster.distance(other);
            if distance < found.0 {
                found = (distance, Some((index, index + 1 + offset)));
            }
        }
    }
    found.1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A cell of one degree with so many rows in one spot.
    fn cell(number: i64, latitude: f64, longitude: f64, name: &str) -> Cell {
        let index = |degrees: f64| degrees.floor() as i32;
        Cell {
            x: index(longitude + 180.0),
            y: index(latitude + 90.0),
            size: 1.0,
            number,
            latitude,
            longitude,
            south: latitude,
            west: longitude,
            north: latitude,
            east: longitude,
            names: vec![name.to_owned()],
        }
    }

    #[test]
    fn marks_that_would_touch_become_one() {
        let marks = gathered(vec![cell(1, 0.9, 0.9, "b"), cell(3, 1.1, 1.1, "a"), cell(2, 5.0, 5.0, "c")]);
        let [joined, alone] = &marks[..] else { panic!("{marks:?}") };
        assert_eq!((joined.number, joined.names.join(" ")), (4, "a b".to_owned()));
        assert_eq!(joined.area, Area { south: 0.9, west: 0.9, north: 1.1, east: 1.1 });
        assert!((joined.middle.latitude - 1.05).abs() < 1e-9, "the middle is where most of them are");
        assert_eq!((alone.number, alone.middle), (2, Point { latitude: 5.0, longitude: 5.0 }));
    }

    #[test]
    fn no_mark_has_rows_of_another_in_its_area() {
        // The two at the corners are near; the third one is in the rectangle around them, and far from their middle.
        let marks = gathered(vec![cell(9, 0.95, 0.95, "a"), cell(9, 1.05, 1.05, "b"), cell(1, 0.1, 1.9, "c")]);
        assert_eq!(marks.iter().map(|mark| mark.number).collect::<Vec<_>>(), [19]);
    }

    #[test]
    fn marks_end_up_apart_and_none_is_lost() {
        let mut cells = Vec::new();
        for row in 0..15 {
            for column in 0..29 {
                let shift = f64::from((row * 7 + column * 3) % 10) / 10.0;
                cells.push(cell(1, f64::from(row) + shift, f64::from(column) + 0.95 - shift, "x"));
            }
        }
        let marks = gathered(cells);
        assert_eq!(marks.iter().map(|mark| mark.number).sum::<i64>(), 435);
        for (index, one) in marks.iter().enumerate() {
            for other in &marks[index + 1..] {
                let (one, other) = (one.middle, other.middle);
                let distance = (one.latitude - other.latitude).abs().max((one.longitude - other.longitude).abs());
                assert!(distance >= APART, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn nothing_is_on_an_empty_map() {
        assert!(gathered(Vec::new()).is_empty());
    }
}

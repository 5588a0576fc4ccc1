//! The answers that the forms for requests offer.

use crate::choice::choices;

choices! {
    /// Where the workshop takes place.
    pub enum OnlineInperson {
        /// In a video conference.
        Online = "online" "Online",
        /// In a room.
        Inperson = "inperson" "In-person",
        /// Not decided.
        Unsure = "unsure" "Not sure",
    }
}

choices! {
    /// Who may come.
    pub enum PublicEvent {
        /// Everyone.
        Public = "public" "Open to everyone who registers",
        /// The institution's own people.
        Closed = "closed" "Mainly for people of this institution",
        /// As told beside.
        Other = "other" "Other:",
    }
}

choices! {
    /// Which case of the administrative fee applies.
    pub enum Fee {
        /// A non-profit organization pays the listed fee.
        Nonprofit = "nonprofit" "We are a non-profit organization and accept the listed fee",
        /// A for-profit organization pays more.
        Forprofit = "forprofit" "We are a for-profit organization and accept the higher cost",
        /// Members and partners pay none.
        Member = "member" "We are a member or partner, so the fee does not apply",
        /// Asks for financial support.
        Waiver = "waiver" "We ask for financial support",
    }
}

choices! {
    /// How the instructors' travel is paid.
    pub enum Travel {
        /// The site books the larger part.
        Booked = "booked" "We book hotel and flights, and reimburse the rest within 60 days",
        /// The instructors book.
        Reimbursed = "reimbursed" "Instructors book everything, and we reimburse it within 60 days",
        /// As told beside.
        Other = "other" "Other:",
    }
}

choices! {
    /// What the institution demands of instructors.
    pub enum Restrictions {
        /// Nothing.
        None = "no_restrictions" "No restrictions",
        /// As told beside.
        Other = "other" "Other:",
    }
}

choices! {
    /// How a self-organised workshop is laid out.
    pub enum Format {
        /// Two days.
        Standard = "standard" "Standard two-day Carpentries workshop",
        /// Less than two days.
        Short = "short" "Short session (less than two days)",
        /// Spread over weeks.
        Periodic = "periodic" "Modules taught over a longer period",
        /// As told beside.
        Other = "other" "Other:",
    }
}

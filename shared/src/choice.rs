//! Answers that a form offers and the database stores by a code.

/// Declares an enumeration of such answers: `A = "code" "Label"`, in the order in which they are offered.
///
/// Each has its code in JSON and in the database, its label for people, and `ALL` of them in order.
macro_rules! choices {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $code:literal $label:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$variant_meta])* #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// All of them, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// What is stored.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// What people read.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// The answer stored as `code`; nothing for an empty or unknown code.
            #[must_use]
            pub fn of(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.code() == code)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.label())
            }
        }
    };
}

pub(crate) use choices;

#[cfg(test)]
mod tests {
    use crate::decision::Decision;

    #[test]
    fn codes_lead_back_to_their_answers() {
        for decision in Decision::ALL {
            assert_eq!(Decision::of(decision.code()), Some(*decision));
            assert_eq!(serde_json::to_value(decision).unwrap(), decision.code());
            assert_eq!(serde_json::from_value::<Decision>(decision.code().into()).unwrap(), *decision);
        }
        assert_eq!(Decision::of(""), None);
        assert_eq!(Decision::Accepted.to_string(), "Accepted");
    }
}

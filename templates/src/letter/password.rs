//! The letter to whoever has forgotten their password: plain text, which shows where its link leads.

use super::Letter;

/// The letter with the link to a new password (AUTH-03).
#[must_use]
pub fn password_reset(username: &str, link: &str) -> Letter {
    Letter {
        subject: "Password reset on AMY".to_owned(),
        text: format!(
            "Hello,\n\n\
             somebody, probably you, has asked AMY for a new password for your account.\n\
             To choose one, open this address within three days:\n\n\
             {link}\n\n\
             Your username is {username}, in case you have forgotten it too.\n\n\
             If you did not ask for this, there is nothing to do: your password stays as it is.\n\n\
             The Carpentries\n"
        ),
        html: None,
    }
}

#[cfg(test)]
mod tests {
    use super::password_reset;

    #[test]
    fn auth_03_the_link_stands_on_a_line_of_its_own() {
        let letter = password_reset("lovelace_ada", "https://amy.example.org/account/reset/MQ/t/");
        assert!(letter.text.lines().any(|line| line == "https://amy.example.org/account/reset/MQ/t/"), "{}", letter.text);
        assert!(letter.text.contains("Your username is lovelace_ada,"), "{}", letter.text);
    }
}

//! Cells that a spreadsheet opens without executing them.

/// Puts `'` before a cell that a spreadsheet would take for a formula (GLB-14).
#[must_use]
pub fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn glb_14_formulas_are_disarmed() {
        for cell in ["=1+1", "+1", "-1", "@x", "\tx", "\rx"] {
            assert_eq!(harmless(cell.to_owned()), format!("'{cell}"));
        }
        assert_eq!(harmless("a=1".to_owned()), "a=1");
        assert_eq!(harmless(String::new()), "");
    }
}

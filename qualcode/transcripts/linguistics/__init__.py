"""What linguists' programs write: CHAT and ELAN."""

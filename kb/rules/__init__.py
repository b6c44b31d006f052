"""What must hold across the fields of an entry; knows what an entry is, and not how it is read or stored."""

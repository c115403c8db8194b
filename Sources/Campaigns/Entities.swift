/// A message to one recipient from one step: a row, known here by its id.
public enum Send {}

/// The immutable copy of a workflow that activation publishes, known here by its id.
public enum Revision {}

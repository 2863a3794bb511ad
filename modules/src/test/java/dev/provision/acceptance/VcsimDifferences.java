package dev.provision.acceptance;

/** Stub. */
final class VcsimDifferences {
  static final boolean CLONES_INHERIT_EXTRA_CONFIG = false;
  static final boolean APPLIES_WHOLE_CLONE_SPEC = false;

  private VcsimDifferences() {}
}

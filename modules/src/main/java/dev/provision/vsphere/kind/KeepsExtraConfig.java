package dev.provision.vsphere.kind;

import java.util.Map;

/** A kind that needs more of a VM's extraConfig in a capture than the marks. */
public interface KeepsExtraConfig<S extends Record, D, O> extends VsphereKind<S, D, O> {
  /**
   * The entries that a capture keeps. Guests read their configuration from extraConfig, including
   * passwords, so the result must not contain secret values.
   *
   * @param extraConfig all entries
   */
  Map<String, String> captured(Map<String, String> extraConfig);
}

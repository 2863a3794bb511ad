package dev.provision.vsphere.kind;

import java.util.Map;

/** A kind of which a capture of a VM holds extraConfig besides the marks. */
public interface KeepsExtraConfig<S extends Record, D, O> extends VsphereKind<S, D, O> {
  /**
   * What it holds. Guests read their configuration, and so passwords, from there: what is returned
   * must not give a value away.
   *
   * @param extraConfig all of it
   */
  Map<String, String> captured(Map<String, String> extraConfig);
}

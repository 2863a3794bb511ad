package dev.provision.vsphere.wire;

/** Who logs in. Neither part is ever shown: the text of the whole is {@code (sensitive)}. */
public record Credentials(String username, String password) {
  @Override
  public String toString() {
    return "(sensitive)";
  }
}

package dev.provision.modules.networks;

/**
 * The VLAN of a standard port group (vSphere API, HostPortGroupSpec.vlanId): 0 means none, 4095
 * passes all VLANs.
 */
record VlanId(int number) {
  private static final int TRUNK = 4095;

  /**
   * Reads {@code 42}, {@code none} or {@code trunk}.
   *
   * @throws IllegalArgumentException when it is none of these; the message says what was wanted
   */
  static VlanId parse(String text) {
    if (text.equals("none")) {
      return new VlanId(0);
    }
    if (text.equals("trunk")) {
      return new VlanId(TRUNK);
    }
    if (text.matches("[1-9][0-9]{0,3}") && Integer.parseInt(text) < TRUNK) {
      return new VlanId(Integer.parseInt(text));
    }
    throw new IllegalArgumentException(
        "`" + text + "` is no VLAN: expected a number from 1 to 4094, none or trunk");
  }

  @Override
  public String toString() {
    return number == 0 ? "none" : number == TRUNK ? "trunk" : String.valueOf(number);
  }
}

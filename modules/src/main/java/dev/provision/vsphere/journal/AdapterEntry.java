package dev.provision.vsphere.journal;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.inventory.Inventory;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an entry says of a VMkernel adapter: {@code vmkernel adapter on app} before the host has
 * made it and given it a name, then {@code vmkernel adapter vmk2 on app}.
 *
 * @param network the name of its port group
 */
public record AdapterEntry(Optional<String> device, String network) {
  /** The beginning of each. */
  static final String WHAT = "vmkernel adapter";

  private static final Pattern TEXT =
      Pattern.compile(WHAT + "(?: (vmk[0-9]{1,4}))? on (.*)", Pattern.DOTALL);

  public AdapterEntry {
    Objects.requireNonNull(device);
    Objects.requireNonNull(network);
  }

  /** Empty for an entry about something else. */
  public static Optional<AdapterEntry> of(EntryMark mark) {
    Matcher text = TEXT.matcher(mark.what());
    return text.matches()
        ? Optional.of(new AdapterEntry(Optional.ofNullable(text.group(1)), text.group(2)))
        : Optional.empty();
  }

  /** The adapters of an environment that are on port groups of these names: they go first. */
  public static Set<Address> on(Set<String> networks, EnvironmentId environment, Inventory read) {
    Set<Address> users = new TreeSet<>();
    for (JournalEntry entry : Journal.of(environment, read).entries()) {
      if (of(entry.mark()).filter(each -> networks.contains(each.network())).isPresent()) {
        users.add(entry.mark().address());
      }
    }
    return users;
  }

  @Override
  public String toString() {
    return WHAT + device.map(name -> " " + name).orElse("") + " on " + network;
  }
}

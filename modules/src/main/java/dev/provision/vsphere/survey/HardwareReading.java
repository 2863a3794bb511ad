package dev.provision.vsphere.survey;

import com.vmware.vim25.EnvironmentBrowserConfigOptionQuerySpec;
import com.vmware.vim25.GuestOsDescriptor;
import com.vmware.vim25.InvalidArgument;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachineConfigOption;
import com.vmware.vim25.VirtualMachineConfigOptionDescriptor;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.places.Clusters;
import dev.provision.vsphere.places.HardwareOptions;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks compute resources what virtual hardware they offer, each once in a run. For one thread at a
 * time.
 */
public final class HardwareReading {
  /** The light property with the object to ask. */
  static final String BROWSER = "environmentBrowser";

  private final VimStub api;
  private final VcenterSpec connection;
  private final Map<ManagedObjectReference, Map<String, Set<ManagedObjectReference>>> versions =
      new HashMap<>();
  private final Map<ManagedObjectReference, String> made = new HashMap<>();
  private final Map<List<Object>, HardwareOptions.Guest> guests = new HashMap<>();

  public HardwareReading(VimStub api, VcenterSpec connection) {
    this.api = api;
    this.connection = connection;
  }

  /** The compute resources that VMs may go to. */
  List<Item> usable(Inventory inventory) {
    return new Clusters(connection, inventory).usable();
  }

  HardwareOptions options(Item compute, boolean withVersions, Set<String> guestIds)
      throws ModuleException {
    ManagedObjectReference browser =
        compute.get(BROWSER, ManagedObjectReference.class).orElse(null);
    if (browser == null) {
      return HardwareOptions.UNKNOWN;
    }
    try {
      if (withVersions && !versions.containsKey(browser)) {
        versions.put(browser, versions(browser));
      }
      Map<String, HardwareOptions.Guest> answers = new HashMap<>();
      for (String guest : guestIds) {
        List<Object> key = List.of(browser, guest);
        if (!guests.containsKey(key)) {
          guests.put(key, guest(browser, guest));
        }
        answers.put(guest, guests.get(key));
      }
      return new HardwareOptions(
          versions.getOrDefault(browser, Map.of()),
          Optional.ofNullable(made.get(browser)),
          answers);
    } catch (RemoteException e) {
      throw Faults.translate(e);
    }
  }

  private Map<String, Set<ManagedObjectReference>> versions(ManagedObjectReference browser)
      throws RemoteException {
    Map<String, Set<ManagedObjectReference>> found = new HashMap<>();
    VirtualMachineConfigOptionDescriptor[] all = api.queryConfigOptionDescriptor(browser);
    for (VirtualMachineConfigOptionDescriptor each :
        all == null ? new VirtualMachineConfigOptionDescriptor[0] : all) {
      boolean runs = !Boolean.FALSE.equals(each.getRunSupported());
      if (runs && each.getHost() != null) {
        found.put(each.getKey(), Set.of(each.getHost()));
        if (Boolean.TRUE.equals(each.getDefaultConfigOption())) {
          made.put(browser, each.getKey());
        }
      }
    }
    return found;
  }

  /**
   * A server that knows the guest answers with it alone. For a guest that it does not know, a
   * server may answer with all guests or with the fault {@code InvalidArgument}, which the API
   * documents for {@code QueryConfigOptionEx}; nobody here has seen what a real one does. So after
   * the fault we ask for all guests and look for it there.
   */
  private HardwareOptions.Guest guest(ManagedObjectReference browser, String guest)
      throws RemoteException {
    EnvironmentBrowserConfigOptionQuerySpec asked = new EnvironmentBrowserConfigOptionQuerySpec();
    asked.setGuestId(new String[] {guest});
    try {
      return guest(guest, api.queryConfigOptionEx(browser, asked));
    } catch (VimFault e) {
      if (!e.is(InvalidArgument.class)) {
        throw new VimFault(
            e.fault(), "it was asked about the guest `" + guest + "`: " + e.getMessage());
      }
    }
    return guest(
        guest, api.queryConfigOptionEx(browser, new EnvironmentBrowserConfigOptionQuerySpec()));
  }

  private static HardwareOptions.Guest guest(String guest, VirtualMachineConfigOption option) {
    GuestOsDescriptor[] all = option == null ? null : option.getGuestOSDescriptor();
    List<String> known = new ArrayList<>();
    for (GuestOsDescriptor each : all == null ? new GuestOsDescriptor[0] : all) {
      if (guest.equals(each.getId())) {
        return new HardwareOptions.Guest(
            true,
            List.of(),
            each.getSupportedFirmware() == null ? Set.of() : Set.of(each.getSupportedFirmware()));
      }
      known.add(each.getId());
    }
    // an empty list does not say that the guest is unknown
    return new HardwareOptions.Guest(known.isEmpty(), known, Set.of());
  }
}

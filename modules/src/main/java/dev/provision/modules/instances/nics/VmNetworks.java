package dev.provision.modules.instances.nics;

import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualEthernetCard;
import dev.provision.modules.instances.nics.NicChange.Of;
import dev.provision.modules.instances.vm.CreateDraft;
import dev.provision.modules.instances.vm.Devices;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.NicCards;
import dev.provision.modules.instances.vm.NicMarks;
import dev.provision.modules.instances.vm.NicMatch;
import dev.provision.modules.instances.vm.NicModel;
import dev.provision.modules.instances.vm.NicSeen;
import dev.provision.modules.instances.vm.NicWanted;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.ReconfigureDraft;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * The NICs of a VM. A NIC that is neither declared nor in the mark belongs to somebody else and is
 * not touched.
 */
public final class VmNetworks implements Part<List<NicWanted>, List<NicSeen>> {
  public static final String FIELD = "networks";

  @Override
  public Set<String> properties() {
    return Set.of(Devices.HARDWARE);
  }

  /** The NICs of a VM by rising device key; none if it was not read in full. */
  public static List<NicSeen> read(Item vm, Inventory inventory) {
    return Devices.of(vm).stream()
        .filter(VirtualEthernetCard.class::isInstance)
        .map(device -> NicReading.read((VirtualEthernetCard) device, inventory))
        .sorted(Comparator.comparingInt(NicSeen::key))
        .toList();
  }

  @Override
  public boolean has(String field) {
    return field.startsWith(FIELD + ".");
  }

  @Override
  public List<Change> changes(List<NicWanted> wanted, List<NicSeen> seen, Vm vm) {
    NicMatch match = NicMatch.of(wanted, seen, vm);
    List<Change> changes = new ArrayList<>();
    for (NicWanted nic : wanted) {
      NicSeen device = match.present().get(nic.name());
      String field = FIELD + "." + nic.name();
      if (device == null) {
        changes.add(
            device(
                vm,
                nic.model(),
                Change.inPlace(field, Change.ABSENT, nic.network().name() + ", " + nic.model())
                    .of(new NicChange(nic.name(), Of.NIC))));
      } else {
        changed(field, nic, device, vm, changes);
        address(field, nic, match).ifPresent(changes::add);
      }
    }
    match
        .removed()
        .forEach(
            (name, device) ->
                changes.add(
                    device(
                        vm,
                        device.model(),
                        Change.inPlace(
                                FIELD + "." + name,
                                device.networkName() + ", " + device.model(),
                                Change.ABSENT)
                            .of(new NicChange(name, Of.NIC)))));
    return changes;
  }

  private static void changed(
      String field, NicWanted nic, NicSeen device, Vm vm, List<Change> changes) {
    if (!NicMatch.isOn(device, nic.network())) {
      changes.add(
          device(
              vm,
              "",
              Change.inPlace(field + ".network", device.networkName(), nic.network().name())
                  .of(new NicChange(nic.name(), Of.NETWORK))));
    }
    if (!nic.modelIsLeft() && !device.model().equals(nic.model())) {
      String cold = NicModel.isCold(nic.model()) ? nic.model() : device.model();
      changes.add(
          device(
              vm,
              cold,
              Change.inPlace(field + ".model", device.model(), nic.model())
                  .of(new NicChange(nic.name(), Of.MODEL))));
    }
    if (nic.macIsDeclared() && !nic.mac().equals(Optional.of(device.mac()))) {
      Change change =
          Change.inPlace(field + ".mac", device.mac(), nic.mac().get())
              .of(new NicChange(nic.name(), Of.MAC));
      changes.add(
          vm.power() == Power.OFF
              ? change
              : change.with(Effect.NEEDS_POWER_OFF, "a MAC is fixed while it runs"));
    }
    device
        .link()
        .changes(field, nic, vm)
        .forEach(each -> changes.add(device(vm, "", each.of(new NicChange(nic.name(), Of.LINK)))));
  }

  /**
   * Devices can be added, removed and changed while a VM runs or is off, but not while it is
   * suspended.
   *
   * @param model of the card that is added or removed; empty if neither
   */
  private static Change device(Vm vm, String model, Change change) {
    if (vm.power() == Power.ON && NicModel.isCold(model)) {
      return change.with(Effect.NEEDS_POWER_OFF, "an SR-IOV card comes and goes while it is off");
    }
    return vm.power() == Power.SUSPENDED
        ? change.with(Effect.NEEDS_POWER_OFF, "it is suspended")
        : change;
  }

  /** A changed address. It is only in the mark and in the guest's data, no device has it. */
  private static Optional<Change> address(String field, NicWanted nic, NicMatch match) {
    NicMarks.Entry entry = match.recorded().get(nic.name());
    String wanted = nic.guest().text();
    if (entry == null || entry.ip().equals(wanted)) {
      return Optional.empty();
    }
    return Optional.of(
        Change.inPlace(
                field + (several(entry.ip()) || several(wanted) ? ".addresses" : ".fixed_ip"),
                shown(entry.ip()),
                shown(wanted))
            .with(Effect.IN_PLACE, "the guest takes it at its next boot"));
  }

  private static boolean several(String addresses) {
    return addresses.indexOf(',') >= 0;
  }

  private static String shown(String text) {
    return text.isEmpty() ? Change.ABSENT : text;
  }

  @Override
  public Map<String, String> marks(List<NicWanted> wanted, List<NicSeen> seen, Vm vm) {
    NicMatch match = NicMatch.of(wanted, seen, vm);
    String mark = match.mark(wanted);
    return NicMarks.read(mark).equals(match.recorded()) ? Map.of() : Map.of(Marks.NICS, mark);
  }

  /** Replaces the template's NICs with ours. */
  @Override
  public void create(List<NicWanted> wanted, List<NicSeen> template, CreateDraft draft) {
    template.forEach(card -> draft.put(NicCards.remove(card)));
    wanted.forEach(nic -> draft.put(NicCards.add(nic, draft.newKey())));
    draft.mark(Marks.NICS, NicMatch.ofNew().mark(wanted));
  }

  @Override
  public void update(
      List<NicWanted> wanted,
      List<NicSeen> seen,
      Vm vm,
      List<Change> what,
      ReconfigureDraft draft) {
    edits(wanted, seen, vm, what, draft::newKey).forEach(draft::put);
    marks(wanted, seen, vm).forEach(draft::mark);
  }

  /**
   * The device edits that make the given changes; each NIC has at most one remove and one other.
   *
   * @param newKey gives the key of one more new device
   */
  public static List<VirtualDeviceConfigSpec> edits(
      List<NicWanted> wanted, List<NicSeen> seen, Vm vm, List<Change> changes, IntSupplier newKey) {
    NicMatch match = NicMatch.of(wanted, seen, vm);
    List<VirtualDeviceConfigSpec> edits = new ArrayList<>();
    for (Map.Entry<String, NicSeen> gone : match.removed().entrySet()) {
      if (NicChange.any(changes, gone.getKey(), Of.NIC)) {
        edits.add(NicCards.remove(gone.getValue()));
      }
    }
    for (NicWanted nic : wanted) {
      NicSeen device = match.present().get(nic.name());
      if (device == null) {
        if (NicChange.any(changes, nic.name(), Of.NIC)) {
          edits.add(NicCards.add(nic, newKey.getAsInt()));
        }
      } else if (NicChange.any(changes, nic.name(), Of.MODEL)) {
        edits.add(NicCards.remove(device));
        edits.add(replacement(nic, device, newKey.getAsInt()));
      } else if (Stream.of(Of.NETWORK, Of.MAC, Of.LINK)
          .anyMatch(of -> NicChange.any(changes, nic.name(), of))) {
        edits.add(NicCards.edit(nic, device, vm, NicChange.any(changes, nic.name(), Of.MAC)));
      }
    }
    return edits;
  }

  /**
   * A NIC of another model with the MAC of the old one. A MAC that vCenter assigned is written as
   * assigned, not as manual: hosts do not power on a VM with a manual MAC from VMware's own ranges.
   */
  private static VirtualDeviceConfigSpec replacement(NicWanted nic, NicSeen device, int key) {
    VirtualDeviceConfigSpec spec = NicCards.add(nic, key);
    if (!nic.macIsDeclared()) {
      VirtualEthernetCard card = (VirtualEthernetCard) spec.getDevice();
      card.setAddressType(device.addressType());
      card.setMacAddress(device.mac());
    }
    return spec;
  }
}

package dev.provision.modules.instances.size;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualEthernetCard;
import dev.provision.modules.instances.vm.CreateDraft;
import dev.provision.modules.instances.vm.Devices;
import dev.provision.modules.instances.vm.FlavorExtras;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.NicCards;
import dev.provision.modules.instances.vm.NicMatch;
import dev.provision.modules.instances.vm.NicSeen;
import dev.provision.modules.instances.vm.NicWanted;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.ReconfigureDraft;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.ExtraSpec;
import dev.provision.vsphere.exported.ExtraSpecs;
import dev.provision.vsphere.exported.Quota;
import dev.provision.vsphere.exported.Shares;
import dev.provision.vsphere.inventory.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Limits, reservations and shares of CPU, memory, the root disk's I/O and every NIC, from the
 * flavor's {@code quota:} extra specs. They can change while a VM runs. If the flavor does not set
 * one, a VM that we made gets vSphere's default, and an adopted VM keeps what it has.
 */
public final class VmQuotas implements Part<Hardware, VmQuotas.Has> {
  /**
   * @param root the VM's own root disk; empty if it has none
   */
  public record Has(FlavorExtras flavorExtras, Optional<Disk> root, List<NicSeen> nics) {}

  /** What a change of a quota is about, so that it is found without parsing its field. */
  private record Row(Quota.Of of) implements Change.Key {}

  @Override
  public Set<String> properties() {
    return Set.of(FlavorExtras.CPU, FlavorExtras.MEMORY, Devices.HARDWARE);
  }

  @Override
  public boolean has(String field) {
    return Stream.of(Quota.Of.values())
        .flatMap(of -> of.rows().stream())
        .anyMatch(row -> row.path().equals(field));
  }

  @Override
  public boolean isOfFlavor() {
    return true;
  }

  /** The quota of a new VM. */
  private static Quota wanted(Quota.Of of, ExtraSpecs specs) {
    return Quota.wanted(of, specs, Quota.DEFAULT);
  }

  /** The quota of a new VM's root disk, if the template's disk has this one. */
  private static Quota wantedOfDisk(ExtraSpecs specs, Quota template) {
    return Quota.DEFAULT.equals(template)
        ? wanted(Quota.Of.DISK_IO, specs)
        : wanted(Quota.Of.DISK_IO, specs).leaving(Quota.Of.DISK_IO, specs, template);
  }

  private static Quota wanted(Quota.Of of, ExtraSpecs specs, Vm vm, Quota observed) {
    boolean made = !vm.isAdopted() && vm.mark(Marks.UUID).equalsIgnoreCase(vm.uuid());
    return Quota.wanted(of, specs, made ? Quota.DEFAULT : observed).leaving(of, specs, observed);
  }

  @Override
  public List<Change> changes(Hardware wanted, Has seen, Vm vm) {
    List<Change> changes = new ArrayList<>();
    FlavorExtras has = seen.flavorExtras();
    add(Quota.Of.CPU, wanted.sizing().extraSpecs(), vm, has.cpu(), changes);
    add(Quota.Of.MEMORY, wanted.sizing().extraSpecs(), vm, has.memory(), changes);
    seen.root()
        .ifPresent(
            root ->
                add(
                    Quota.Of.DISK_IO,
                    wanted.sizing().extraSpecs(),
                    vm,
                    has.of(root.key()),
                    changes));
    for (NicSeen nic : NicMatch.of(wanted.nics(), seen.nics(), vm).present().values()) {
      Quota observed = has.of(nic.key());
      if (!observed.equals(wanted(Quota.Of.VIF, wanted.sizing().extraSpecs(), vm, observed))) {
        // all NICs get the same, so the plan has one line
        add(Quota.Of.VIF, wanted.sizing().extraSpecs(), vm, observed, changes);
        break;
      }
    }
    return changes;
  }

  private static void add(
      Quota.Of of, ExtraSpecs specs, Vm vm, Quota observed, List<Change> changes) {
    Quota wanted = wanted(of, specs, vm, observed);
    boolean ofDevice = of == Quota.Of.DISK_IO || of == Quota.Of.VIF;
    for (Change each : differences(of, observed, wanted)) {
      Change change = each.of(new Row(of));
      changes.add(
          ofDevice && vm.power() == Power.SUSPENDED
              ? change.with(Effect.NEEDS_POWER_OFF, "it is suspended")
              : change);
    }
  }

  private static List<Change> differences(Quota.Of of, Quota observed, Quota wanted) {
    List<Change> changes = new ArrayList<>();
    if (observed.limit() != wanted.limit()) {
      changes.add(
          Change.inPlace(
              of.limit().path(),
              limit(observed.limit(), of.limit()),
              limit(wanted.limit(), of.limit())));
    }
    if (observed.reservation() != wanted.reservation()) {
      String unit = " " + of.reservation().unit();
      changes.add(
          Change.inPlace(
              of.reservation().path(), observed.reservation() + unit, wanted.reservation() + unit));
    }
    Shares has = observed.shares();
    Shares wantedShares = wanted.shares();
    if (!has.equals(wantedShares)) {
      ExtraSpec row = has.level() == wantedShares.level() ? of.share() : of.level();
      changes.add(Change.inPlace(row.path(), shares(has), shares(wantedShares)));
    }
    return changes;
  }

  private static String limit(long limit, ExtraSpec row) {
    return limit == Quota.UNLIMITED ? "unlimited" : limit + " " + row.unit();
  }

  /** In the words of extra specs, which give the level and the number apart. */
  private static String shares(Shares shares) {
    return shares.isCustom() ? Quota.CUSTOM + " " + shares : shares.toString();
  }

  private static boolean has(List<Change> changes, Quota.Of of) {
    return Change.any(changes, new Row(of));
  }

  @Override
  public void create(Hardware wanted, Has template, CreateDraft draft) {
    Quota cpu = wanted(Quota.Of.CPU, wanted.sizing().extraSpecs());
    if (!cpu.equals(template.flavorExtras().cpu())) {
      draft.config().setCpuAllocation(QuotaSpecs.info(cpu));
    }
    Quota memory = wanted(Quota.Of.MEMORY, wanted.sizing().extraSpecs());
    if (!memory.equals(template.flavorExtras().memory())) {
      draft.config().setMemoryAllocation(QuotaSpecs.info(memory));
    }
  }

  @Override
  public void completeNew(Hardware wanted, Has template, CreateDraft draft) {
    if (!draft.disks().isEmpty()) {
      onNewDisk(draft.disks().get(0), wanted, template, draft);
    }
    Quota quota = wanted(Quota.Of.VIF, wanted.sizing().extraSpecs());
    if (!quota.equals(Quota.DEFAULT)) {
      for (VirtualDevice added : draft.added()) {
        if (added instanceof VirtualEthernetCard card) {
          card.setResourceAllocation(QuotaSpecs.allocation(quota));
        }
      }
    }
  }

  private static void onNewDisk(Disk root, Hardware wanted, Has template, CreateDraft draft) {
    Quota has = root.key() < 0 ? Quota.DEFAULT : template.flavorExtras().of(root.key());
    Quota quota = wantedOfDisk(wanted.sizing().extraSpecs(), has);
    Optional<VirtualDeviceConfigSpec> edit = draft.editOf(root.key());
    if (edit.isPresent()) {
      QuotaSpecs.onDisk(wanted.sizing().extraSpecs(), quota, has, edit.get());
    } else if (!quota.equals(has)) {
      draft.put(QuotaSpecs.onDisk(wanted.sizing().extraSpecs(), quota, has, root.edited()));
    }
  }

  @Override
  public void update(Hardware wanted, Has seen, Vm vm, List<Change> what, ReconfigureDraft draft) {
    FlavorExtras has = seen.flavorExtras();
    if (has(what, Quota.Of.CPU)) {
      draft
          .config()
          .setCpuAllocation(
              QuotaSpecs.info(wanted(Quota.Of.CPU, wanted.sizing().extraSpecs(), vm, has.cpu())));
    }
    if (has(what, Quota.Of.MEMORY)) {
      draft
          .config()
          .setMemoryAllocation(
              QuotaSpecs.info(
                  wanted(Quota.Of.MEMORY, wanted.sizing().extraSpecs(), vm, has.memory())));
    }
  }

  /**
   * In the second round, because other parts may have added edits of the root disk and the NICs.
   */
  @Override
  public void complete(
      Hardware wanted, Has seen, Vm vm, List<Change> what, ReconfigureDraft draft) {
    seen.root().ifPresent(root -> onDisk(root, wanted, seen, vm, what, draft));
    onCards(wanted, seen, vm, draft);
    if (has(what, Quota.Of.VIF)) {
      NicMatch match = NicMatch.of(wanted.nics(), seen.nics(), vm);
      for (NicWanted nic : wanted.nics()) {
        Optional.ofNullable(match.present().get(nic.name()))
            .filter(card -> draft.editOf(card.key()).isEmpty())
            .ifPresent(card -> draft.put(onCard(wanted, seen, vm, nic, card)));
      }
    }
  }

  private static void onDisk(
      Disk root, Hardware wanted, Has seen, Vm vm, List<Change> what, ReconfigureDraft draft) {
    Optional<VirtualDeviceConfigSpec> edit = draft.editOf(root.key());
    if (edit.isEmpty() && !has(what, Quota.Of.DISK_IO)) {
      return;
    }
    Quota observed = seen.flavorExtras().of(root.key());
    VirtualDeviceConfigSpec same = edit.orElseGet(() -> root.edited());
    QuotaSpecs.onDisk(
        wanted.sizing().extraSpecs(),
        wanted(Quota.Of.DISK_IO, wanted.sizing().extraSpecs(), vm, observed),
        observed,
        same);
    if (edit.isEmpty()) {
      draft.put(same);
    }
  }

  private static void onCards(Hardware wanted, Has seen, Vm vm, ReconfigureDraft draft) {
    for (VirtualDeviceConfigSpec edit : draft.edits()) {
      if (edit.getOperation() != VirtualDeviceConfigSpecOperation.remove
          && edit.getDevice() instanceof VirtualEthernetCard card) {
        Quota observed = seen.flavorExtras().of(card.getKey());
        Quota quota = wanted(Quota.Of.VIF, wanted.sizing().extraSpecs(), vm, observed);
        if (!quota.equals(observed) || !quota.equals(Quota.DEFAULT)) {
          card.setResourceAllocation(QuotaSpecs.allocation(quota));
        }
      }
    }
  }

  private static VirtualDeviceConfigSpec onCard(
      Hardware wanted, Has seen, Vm vm, NicWanted nic, NicSeen card) {
    VirtualDeviceConfigSpec edit = NicCards.edit(nic, card, vm, false);
    Quota quota =
        wanted(Quota.Of.VIF, wanted.sizing().extraSpecs(), vm, seen.flavorExtras().of(card.key()));
    ((VirtualEthernetCard) edit.getDevice()).setResourceAllocation(QuotaSpecs.allocation(quota));
    return edit;
  }
}

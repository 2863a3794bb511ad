package dev.provision.modules.instances.guest;

import com.vmware.vim25.CustomizationSpec;
import com.vmware.vim25.CustomizationSpecInfo;
import com.vmware.vim25.NotFound;
import dev.provision.modules.instances.vm.CreateDraft;
import dev.provision.modules.instances.vm.GuestCustomization;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.Seen;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.AddedProperties;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.wire.Faults;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How vCenter sets up the guest when a VM is made. An existing guest cannot be customized, so a
 * mark keeps what it was made with; if the playbook says something else later, the plan notes it.
 */
public final class VmCustomization implements Part<GuestData, GuestSetup> {
  static final String FIELD = "customization";

  private static final Duration LINUX = Duration.ofMinutes(10);
  private static final Duration WINDOWS = Duration.ofMinutes(30);

  private static final String STORE = "CustomizationSpecManager";

  @Override
  public Set<String> properties() {
    return Set.of(AddedProperties.PENDING_CUSTOMIZATION);
  }

  @Override
  public boolean has(String field) {
    return field.equals(FIELD);
  }

  /** The spec for the clone call; empty if no customization is declared. */
  public static Optional<CustomizationSpec> spec(GuestData guest, VsphereWriter write)
      throws ModuleException {
    Optional<GuestCustomization> wanted = guest.customization();
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    if (wanted.get().spec().isEmpty()) {
      return Optional.of(CustomizationSpecs.of(guest, wanted.get()));
    }
    String name = wanted.get().spec().get();
    try {
      CustomizationSpec stored =
          write
              .call(
                  api ->
                      api.getCustomizationSpec(write.content().getCustomizationSpecManager(), name))
              .getSpec();
      return Optional.of(CustomizationSpecs.stored(guest, wanted.get(), stored));
    } catch (ModuleException e) {
      throw Faults.is(e, NotFound.class)
          ? ModuleException.refused("there is no customization spec `" + name + "` in vCenter")
          : e;
    }
  }

  /** The mark for a VM that is made now; an empty text if there is no customization. */
  static String mark(GuestData guest) {
    return guest
        .customization()
        .map(wanted -> "sha256:" + GuestInfo.sha256(text(guest, wanted)).substring(0, 16))
        .orElse("");
  }

  /** Without passwords and keys, because somebody could guess them from the digest by trying. */
  private static String text(GuestData guest, GuestCustomization wanted) {
    TreeMap<String, Object> all = new TreeMap<>();
    all.put("type", wanted.type());
    all.put("spec", wanted.spec());
    all.put("hostname", guest.hostname());
    all.put("domain", wanted.domain());
    all.put("timeZone", wanted.timeZone());
    all.put("hwClockUtc", wanted.hwClockUtc());
    all.put("dns", wanted.dns());
    all.put("dnsSuffixes", wanted.dnsSuffixes());
    all.put("autoLogon", wanted.autoLogon());
    all.put("fullName", wanted.fullName());
    all.put("orgName", wanted.orgName());
    all.put("workgroup", wanted.workgroup());
    all.put("joinDomain", wanted.joinDomain());
    all.put("domainAdmin", wanted.domainAdmin());
    all.put("runOnce", wanted.runOnce());
    guest.nics().forEach(nic -> all.put("nic " + nic.name(), nic.guest()));
    return all.toString();
  }

  @Override
  public void create(GuestData wanted, GuestSetup template, CreateDraft draft)
      throws ModuleException {
    draft.mark(Marks.CUSTOMIZATION, mark(wanted));
    spec(wanted, draft.write()).ifPresent(draft::customize);
  }

  /** Only a failed customization: if another one is declared, that is a note. */
  @Override
  public List<Change> changes(GuestData guest, GuestSetup setup, Vm vm) {
    return guest
        .customization()
        .filter(wanted -> setup.state() == GuestSetup.State.FAILED)
        .map(
            wanted ->
                Change.inPlace(FIELD, setup.failure(wanted.isWindows()), "done")
                    .with(Effect.REPLACES, "a guest is customized while its VM is made"))
        .stream()
        .toList();
  }

  /** What a running VM is still waited for; empty if there is nothing to wait for. */
  public static Optional<String> awaited(GuestData guest, GuestSetup setup, Vm vm) {
    return guest
        .customization()
        .filter(wanted -> vm.power() == Power.ON && setup.isUnderWay())
        .map(wanted -> setup.seen());
  }

  /** How long a guest may take if the playbook does not say; sysprep is slow. */
  public static Optional<Duration> within(GuestData guest) {
    return guest
        .customization()
        .map(
            wanted ->
                wanted.type().filter(GuestCustomization.System.LINUX::equals).isPresent()
                    ? LINUX
                    : WINDOWS);
  }

  /**
   * Notes that the declared customization is not the one that the VM was made with, or that it is
   * not finished yet.
   */
  public static Optional<String> note(GuestData guest, GuestSetup setup, Vm vm) {
    if (mark(guest).equals(vm.mark(Marks.CUSTOMIZATION))
        && guest.customization().isPresent()
        && setup.isUnderWay()) {
      return Optional.of(
          vm.power() == Power.ON
              ? setup.seen()
              : "its guest is customized when it is switched on first");
    }
    if (mark(guest).equals(vm.mark(Marks.CUSTOMIZATION))) {
      return Optional.empty();
    }
    String is =
        vm.mark(Marks.CUSTOMIZATION).isEmpty()
            ? "it was made without customization"
            : "customization is not what it was made with";
    return Optional.of(
        is
            + "; that works only while an instance is made, so `--replace "
            + guest.head().address()
            + "` would apply it");
  }

  @Override
  public List<Problem> problems(GuestData guest, Seen<GuestSetup> seen, Inventory read) {
    return problem(guest, read).stream().toList();
  }

  /** Refuses a stored spec that does not exist, and a server that cannot customize. */
  private static Optional<Problem> problem(GuestData guest, Inventory inventory) {
    Optional<GuestCustomization> wanted = guest.customization();
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    if ("HostAgent".equals(inventory.about().getApiType())) {
      return Optional.of(
          new Problem(FIELD, "a single ESXi host customizes no guest: it needs vCenter"));
    }
    Optional<Item> store = inventory.all(STORE).stream().findFirst();
    if (wanted.get().spec().isEmpty() || store.isEmpty() || !store.get().missing().isEmpty()) {
      return Optional.empty();
    }
    List<CustomizationSpecInfo> there =
        Arrays.asList(
            store
                .get()
                .get("info", CustomizationSpecInfo[].class)
                .orElse(new CustomizationSpecInfo[0]));
    String name = wanted.get().spec().get();
    if (there.stream().anyMatch(info -> name.equals(info.getName()))) {
      return Optional.empty();
    }
    List<String> names = there.stream().map(CustomizationSpecInfo::getName).sorted().toList();
    return Optional.of(
        new Problem(
            FIELD + ".spec",
            "there is no customization spec `"
                + name
                + "` in vCenter"
                + (names.isEmpty() ? "" : ": it has `" + String.join("`, `", names) + "`")));
  }
}

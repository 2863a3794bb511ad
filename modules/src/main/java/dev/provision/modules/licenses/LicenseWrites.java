package dev.provision.modules.licenses;

import com.vmware.vim25.KeyValue;
import com.vmware.vim25.LicenseAssignmentManagerLicenseAssignment;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Licenses;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.tags.LinkedVcenters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The calls that add, label, assign and remove a license. For one step. */
final class LicenseWrites {
  private final VsphereWriter write;
  private final ManagedObjectReference manager;

  LicenseWrites(VsphereWriter write) throws ModuleException {
    this.write = write;
    this.manager =
        Optional.ofNullable(write.content().getLicenseManager())
            .orElseThrow(() -> ModuleException.refused("this server has no licenses"));
    write.touched(manager);
  }

  /** With its mark and its labels in the one call. */
  void create(LicenseDesired desired) throws ModuleException {
    Map<String, String> labels = new TreeMap<>(desired.spec().labels());
    labels.put(Licenses.LABEL, text(desired.mark(false)));
    KeyValue[] all = labels.entrySet().stream().map(LicenseWrites::label).toArray(KeyValue[]::new);
    write.call(api -> api.addLicense(manager, desired.key(), all));
    for (Target each : desired.targets()) {
      assign(each, desired);
    }
  }

  private static KeyValue label(Map.Entry<String, String> entry) {
    KeyValue label = new KeyValue();
    label.setKey(entry.getKey());
    label.setValue(entry.getValue());
    return label;
  }

  private void assign(Target target, LicenseDesired desired) throws ModuleException {
    String id =
        target
            .id(desired.vcenter(), write.inventory())
            .orElseThrow(() -> ModuleException.refused("`" + target.name() + "` is not there"));
    ManagedObjectReference assigner = assigner();
    write.call(api -> api.updateAssignedLicense(assigner, id, desired.key(), null));
  }

  private ManagedObjectReference assigner() throws ModuleException {
    return Licenses.of(write.inventory())
        .flatMap(Licenses::assigner)
        .orElseThrow(() -> ModuleException.refused("this server assigns no licenses"));
  }

  void update(LicenseDesired desired, LicenseState seen, List<Change> changes)
      throws ModuleException {
    Map<String, String> labels = Licenses.labels(seen.info());
    for (Map.Entry<String, String> each : desired.spec().labels().entrySet()) {
      if (!each.getValue().equals(labels.get(each.getKey()))) {
        label(seen, each.getKey(), each.getValue());
      }
    }
    boolean adopted = seen.mark().map(ObjectMark::adopted).orElse(false);
    ObjectMark mark = desired.mark(adopted);
    if (!seen.mark().equals(Optional.of(mark))) {
      mark(seen, mark);
    }
    for (Target each : desired.targets()) {
      if (Change.any(changes, each)) {
        assign(each, desired);
      }
    }
  }

  private void label(LicenseState seen, String label, String value) throws ModuleException {
    write.send(api -> api.updateLicenseLabel(manager, seen.key(), label, value));
  }

  void mark(LicenseState seen, ObjectMark mark) throws ModuleException {
    label(seen, Licenses.LABEL, text(mark));
  }

  private String text(ObjectMark mark) {
    return Licenses.label(mark, write.content().getAbout().getInstanceUuid());
  }

  void release(LicenseState seen) throws ModuleException {
    write.send(api -> api.removeLicenseLabel(manager, seen.key(), Licenses.LABEL));
  }

  /** Takes it from what is ours, and removes it when nobody else has it. */
  void delete(LicenseState seen) throws ModuleException {
    LinkedVcenters.requireAlone(write.tagging(), write.content().getAbout());
    String environment = seen.mark().map(ObjectMark::environment).orElse("");
    ManagedObjectReference assigner = assigner();
    LicenseAssignmentManagerLicenseAssignment[] all =
        write.call(api -> api.queryAssignedLicenses(assigner, null));
    List<String> ours = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (LicenseAssignmentManagerLicenseAssignment each :
        all == null ? new LicenseAssignmentManagerLicenseAssignment[0] : all) {
      if (each.getAssignedLicense() != null
          && Licenses.isKey(each.getAssignedLicense().getLicenseKey(), seen.key())) {
        boolean isOurs = environment.equals(owner(each.getEntityId()));
        (isOurs ? ours : others).add(isOurs ? each.getEntityId() : each.getEntityDisplayName());
      }
    }
    if (!others.isEmpty()) {
      throw ModuleException.refused(
          "it is still assigned to what is not ours: "
              + String.join(", ", others)
              + "; assign another license there first");
    }
    for (String each : ours) {
      write.send(api -> api.removeAssignedLicense(assigner, each));
    }
    write.send(api -> api.removeLicense(manager, seen.key()));
  }

  /** The environment that owns an object; an empty text for none. */
  private String owner(String id) {
    Inventory read = write.inventory();
    for (String type : List.of("ComputeResource", "HostSystem")) {
      for (var item : read.all(type)) {
        if (item.ref().getVal().equals(id)) {
          return ObjectMark.read(item, read).map(ObjectMark::environment).orElse("");
        }
      }
    }
    return "";
  }
}

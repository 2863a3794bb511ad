package dev.provision.modules.instances.vm;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecFileOperation;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualMachineProfileSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.newer.EncryptingConfigSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The one {@code VirtualMachineConfigSpec} of a call; the parts of a VM write into it. It gives out
 * keys for new devices, and collects device edits and extraConfig. For one thread.
 */
public abstract class Draft {
  private final VsphereWriter write;
  private final EncryptingConfigSpec config = new EncryptingConfigSpec();
  private final List<VirtualDeviceConfigSpec> cards = new ArrayList<>();
  private final List<VirtualDeviceConfigSpec> devices = new ArrayList<>();
  private final Map<String, String> options = new LinkedHashMap<>();
  private final Map<String, String> marks = new LinkedHashMap<>();
  private final NewKeys keys = new NewKeys();
  private boolean plain = true;

  Draft(VsphereWriter write) {
    this.write = write;
  }

  public VsphereWriter write() {
    return write;
  }

  public Inventory inventory() {
    return write.inventory();
  }

  /** The spec, to write fields that are neither devices nor extraConfig. */
  public EncryptingConfigSpec config() {
    plain = false;
    return config;
  }

  boolean isPlain() {
    return plain;
  }

  /** A key for one more new device. */
  public int newKey() {
    return keys.getAsInt();
  }

  /** Adds a device edit. */
  public void put(VirtualDeviceConfigSpec edit) {
    (edit.getDevice() instanceof VirtualEthernetCard ? cards : devices).add(edit);
  }

  /** The edits so far: NICs first, then the others as they came. */
  public List<VirtualDeviceConfigSpec> edits() {
    List<VirtualDeviceConfigSpec> all = new ArrayList<>(cards);
    all.addAll(devices);
    return all;
  }

  /** The edit of a device by the device's key; empty if there is none yet. */
  public Optional<VirtualDeviceConfigSpec> editOf(int key) {
    return edits().stream().filter(each -> each.getDevice().getKey() == key).findFirst();
  }

  /** The devices that the edits add. */
  public List<VirtualDevice> added() {
    return edits().stream()
        .filter(each -> each.getOperation() == VirtualDeviceConfigSpecOperation.add)
        .map(VirtualDeviceConfigSpec::getDevice)
        .toList();
  }

  /** Replaces every edit by another. */
  public void replaceEdits(UnaryOperator<VirtualDeviceConfigSpec> with) {
    cards.replaceAll(with);
    devices.replaceAll(with);
  }

  /** Whether an edit makes a disk with a new file. */
  public static boolean isNewDisk(VirtualDeviceConfigSpec edit) {
    return edit.getDevice() instanceof VirtualDisk
        && edit.getOperation() == VirtualDeviceConfigSpecOperation.add
        && edit.getFileOperation() == VirtualDeviceConfigSpecFileOperation.create;
  }

  /** Sets the storage policy of the VM's home. */
  public void profile(VirtualMachineProfileSpec[] profile) {
    config().setVmProfile(profile);
  }

  /** Sets a key of extraConfig; an empty value removes it. */
  public void option(String key, String value) {
    options.put(key, value);
  }

  /** Sets a mark of ours. */
  public void mark(String key, String value) {
    marks.put(key, value);
  }

  boolean saysOptions() {
    return !options.isEmpty() || !marks.isEmpty();
  }

  /** The complete spec. */
  public EncryptingConfigSpec whole() {
    List<VirtualDeviceConfigSpec> edits = edits();
    if (!edits.isEmpty()) {
      config.setDeviceChange(edits.toArray(VirtualDeviceConfigSpec[]::new));
    }
    if (saysOptions()) {
      Map<String, String> all = new LinkedHashMap<>(options);
      all.putAll(marks);
      config.setExtraConfig(Marks.options(all));
    }
    return config;
  }
}

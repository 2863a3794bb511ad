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
 * The one {@code VirtualMachineConfigSpec} of a call, while the parts of a VM write into it. It
 * owns the keys of new devices, the edits of devices and extraConfig. For one thread.
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

  /** The fields of the spec that are neither devices nor extraConfig, to be written. */
  public EncryptingConfigSpec config() {
    plain = false;
    return config;
  }

  boolean isPlain() {
    return plain;
  }

  /** The key of one more new device. */
  public int newKey() {
    return keys.getAsInt();
  }

  /** Puts an edit of a device into it. */
  public void put(VirtualDeviceConfigSpec edit) {
    (edit.getDevice() instanceof VirtualEthernetCard ? cards : devices).add(edit);
  }

  /** The edits so far: NICs first, then the others as they came. */
  public List<VirtualDeviceConfigSpec> edits() {
    List<VirtualDeviceConfigSpec> all = new ArrayList<>(cards);
    all.addAll(devices);
    return all;
  }

  /** The edit of a device that is there. */
  public Optional<VirtualDeviceConfigSpec> editOf(int key) {
    return edits().stream().filter(each -> each.getDevice().getKey() == key).findFirst();
  }

  /** The devices that it adds. */
  public List<VirtualDevice> added() {
    return edits().stream()
        .filter(each -> each.getOperation() == VirtualDeviceConfigSpecOperation.add)
        .map(VirtualDeviceConfigSpec::getDevice)
        .toList();
  }

  /** Makes other edits of those that are in it. */
  public void replaceEdits(UnaryOperator<VirtualDeviceConfigSpec> with) {
    cards.replaceAll(with);
    devices.replaceAll(with);
  }

  /** Whether an edit makes a disk with a file of its own. */
  public static boolean isNewDisk(VirtualDeviceConfigSpec edit) {
    return edit.getDevice() instanceof VirtualDisk
        && edit.getOperation() == VirtualDeviceConfigSpecOperation.add
        && edit.getFileOperation() == VirtualDeviceConfigSpecFileOperation.create;
  }

  /** Says the storage policy of the VM's home. */
  public void profile(VirtualMachineProfileSpec[] profile) {
    config().setVmProfile(profile);
  }

  /** Says a key of extraConfig; an empty value takes it away. */
  public void option(String key, String value) {
    options.put(key, value);
  }

  /** Says a mark of ours. */
  public void mark(String key, String value) {
    marks.put(key, value);
  }

  boolean saysOptions() {
    return !options.isEmpty() || !marks.isEmpty();
  }

  /** The spec with all that is in it. */
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

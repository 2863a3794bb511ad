package dev.provision.modules.images;

import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.RetrieveOptions;
import com.vmware.vim25.RetrieveResult;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualDiskSeSparseBackingInfo;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.Faults;
import dev.provision.vsphere.Item;
import dev.provision.vsphere.Marks;
import dev.provision.vsphere.VsphereWriter;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the VMs that an image cannot be taken from: those made of it, by their mark, and those
 * whose disks hang on its files. The devices of every VM are in no snapshot of the inventory, so
 * they are read here, all at once, before the one deletion that needs them.
 */
final class ImageUsers {
  private static final String DEVICES = "config.hardware.device";
  private static final String IMAGE_MARK = Marks.property(Marks.IMAGE);

  private final ImageSeen image;
  private final VsphereWriter write;
  private final String version;

  private ImageUsers(ImageSeen image, VsphereWriter write) {
    this.image = image;
    this.write = write;
    this.version = Marks.of(image.vm(), Marks.IMAGE);
  }

  /** Paths of the VMs, each with the reason; empty when the image is free. */
  static List<String> of(ImageSeen image, VsphereWriter write) throws ModuleException {
    try {
      return new ImageUsers(image, write).find();
    } catch (RemoteException e) {
      throw Faults.translate(e);
    }
  }

  private List<String> find() throws RemoteException {
    List<String> users = new ArrayList<>();
    List<ObjectSpec> others = new ArrayList<>();
    for (Item vm : write.inventory().all("VirtualMachine")) {
      ObjectSpec one = new ObjectSpec();
      one.setObj(vm.ref());
      others.add(one);
    }
    List<ObjectContent> contents = read(others);
    Set<String> files = new HashSet<>();
    for (ObjectContent content : contents) {
      if (isImage(content.getObj())) {
        files.addAll(files(content));
      }
    }
    for (ObjectContent content : contents) {
      if (!isImage(content.getObj())) {
        String path = "`" + write.inventory().path(content.getObj()) + "`";
        if (property(content, DEVICES) == null) {
          users.add(path + " (cannot be read)");
        } else if (isMadeOfIt(content) || files(content).stream().anyMatch(files::contains)) {
          users.add(path);
        }
      }
    }
    return users;
  }

  private boolean isImage(ManagedObjectReference ref) {
    return ref.getVal().equals(image.vm().ref().getVal());
  }

  private boolean isMadeOfIt(ObjectContent content) {
    return property(content, IMAGE_MARK) instanceof OptionValue mark
        && !version.isEmpty()
        && version.equals(mark.getValue());
  }

  /** Of all its disks, with all that they hang on. */
  private static Set<String> files(ObjectContent content) {
    Set<String> files = new HashSet<>();
    if (property(content, DEVICES) instanceof VirtualDevice[] devices) {
      for (VirtualDevice device : devices) {
        if (device instanceof VirtualDisk disk) {
          addChain(disk.getBacking(), files);
        }
      }
    }
    return files;
  }

  private static void addChain(Object backing, Set<String> files) {
    if (backing instanceof VirtualDiskFlatVer2BackingInfo flat) {
      files.add(flat.getFileName());
      addChain(flat.getParent(), files);
    } else if (backing instanceof VirtualDiskSeSparseBackingInfo sparse) {
      files.add(sparse.getFileName());
      addChain(sparse.getParent(), files);
    }
  }

  private static Object property(ObjectContent content, String path) {
    if (content.getPropSet() != null) {
      for (DynamicProperty property : content.getPropSet()) {
        if (property.getName().equals(path)) {
          return property.getVal();
        }
      }
    }
    return null;
  }

  private List<ObjectContent> read(List<ObjectSpec> vms) throws RemoteException {
    PropertySpec properties = new PropertySpec();
    properties.setType("VirtualMachine");
    properties.setPathSet(new String[] {DEVICES, IMAGE_MARK});
    PropertyFilterSpec filter = new PropertyFilterSpec();
    filter.setPropSet(new PropertySpec[] {properties});
    filter.setObjectSet(vms.toArray(ObjectSpec[]::new));
    ManagedObjectReference collector = write.content().getPropertyCollector();
    List<ObjectContent> all = new ArrayList<>();
    RetrieveResult page =
        write
            .api()
            .retrievePropertiesEx(
                collector, new PropertyFilterSpec[] {filter}, new RetrieveOptions());
    while (page != null) {
      all.addAll(List.of(page.getObjects()));
      page =
          page.getToken() == null
              ? null
              : write.api().continueRetrievePropertiesEx(collector, page.getToken());
    }
    return all;
  }
}

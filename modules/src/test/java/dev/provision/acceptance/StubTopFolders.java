package dev.provision.acceptance;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.ws.Argument;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Folders at the top of a datastore, by name and by id, as somebody else's client sees them. */
record StubTopFolders(Vim vim, Function<String, ManagedObjectReference> at) {
  static String store(String file) {
    return file.substring(1, file.indexOf(']'));
  }

  private static String path(String file) {
    return file.substring(file.indexOf("] ") + 2);
  }

  /** With those above it. */
  void make(String folder) {
    ManagedObjectReference datastore = at.apply("/DC0/datastore/" + store(folder));
    boolean plainly =
        vim.property(datastore, "capability.topLevelDirectoryCreateSupported", Boolean.class);
    String top = path(folder).split("/")[0];
    Vim.asked(
        () -> {
          if (!plainly && byId("[" + store(folder) + "] " + top).endsWith(" " + top)) {
            vim.api()
                .createDirectory(
                    vim.content().getDatastoreNamespaceManager(), datastore, top, null);
          }
          if (plainly || folder.contains("/")) {
            vim.api().makeDirectory(vim.content().getFileManager(), folder, at.apply("/DC0"), true);
          }
          return null;
        });
  }

  /** The same file as the server shows it, where folders at the top have ids. */
  String byId(String file) {
    String url =
        vim.property(at.apply("/DC0/datastore/" + store(file)), "summary.url", String.class);
    Argument[] arguments = {
      new Argument("_this", "ManagedObjectReference", vim.content().getDatastoreNamespaceManager()),
      new Argument("datacenter", "ManagedObjectReference", at.apply("/DC0")),
      new Argument("namespaceUrl", "String", url + path(file))
    };
    try {
      String shown =
          (String) vim.api().getWsc().invoke("ConvertNamespacePathToUuidPath", arguments, "String");
      return "[" + store(file) + "] " + shown.substring(url.length() - "ds://".length());
    } catch (RemoteException e) {
      return file;
    }
  }

  /** By the name of its top folder, of those that tests have files in. */
  String named(String file) {
    for (String top : List.of("provision", "old", "openstack_glance")) {
      String prefix = "[" + store(file) + "] ";
      if (file.startsWith(byId(prefix + top) + "/")) {
        return prefix + top + file.substring(byId(prefix + top).length());
      }
    }
    return file;
  }

  /** The files of a VM's disks as the server shows them. */
  List<String> shown(String vm) {
    List<String> files = new ArrayList<>();
    for (VirtualDevice device : vim.config(at.apply(vm)).getHardware().getDevice()) {
      if (device instanceof VirtualDisk disk
          && disk.getBacking() instanceof VirtualDiskFlatVer2BackingInfo flat) {
        files.add(flat.getFileName());
      }
    }
    return files;
  }

  void setUuid(String file, String uuid) {
    Vim.asked(
        () -> {
          vim.api()
              .setVirtualDiskUuid(
                  vim.content().getVirtualDiskManager(), file, at.apply("/DC0"), uuid);
          return null;
        });
  }
}

package dev.provision.modules.datastores;

import com.vmware.vim25.HostNasVolume;
import com.vmware.vim25.HostNasVolumeSpec;
import com.vmware.vim25.HostNasVolumeUserInfo;
import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NasDatastoreInfo;
import com.vmware.vim25.NotFound;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.wire.Faults;
import java.util.Optional;

/** Mounts exports of NFS servers; one that its last host unmounts leaves the inventory. */
record ExportCalls(VsphereWriter write, Inventory now, Optional<KerberosSpec> kerberos)
    implements StoreCalls {
  @Override
  public ManagedObjectReference make(DatastoreSpec spec, String host, String name)
      throws ModuleException {
    return mount(host, Export.first(spec, name));
  }

  @Override
  public ManagedObjectReference mount(ManagedObjectReference datastore, String host, Mount how)
      throws ModuleException {
    Item read = write.read(datastore, "name", "info");
    HostNasVolume nas =
        read.get("info", Object.class)
            .filter(NasDatastoreInfo.class::isInstance)
            .map(info -> ((NasDatastoreInfo) info).getNas())
            .orElseThrow(
                () -> ModuleException.refused("it is on no NFS server, so hosts cannot mount it"));
    ManagedObjectReference made = mount(host, Export.next(nas, EntityName.shown(read.name()), how));
    if (!made.getVal().equals(datastore.getVal())) {
      throw ModuleException.refused(
          "`"
              + host
              + "` mounted the export as another datastore, `"
              + EntityName.shown(write.read(made, "name").name())
              + "`; unmount that there and see why the server looks different to it");
    }
    return made;
  }

  private ManagedObjectReference mount(String path, HostNasVolumeSpec spec) throws ModuleException {
    try {
      HostSystems host = HostSystems.of(path, now, write);
      if (kerberos.isPresent()) {
        identify(host, kerberos.get());
      }
      ManagedObjectReference made =
          write.call(api -> api.createNasDatastore(host.datastores(), spec));
      write.touched(made);
      return made;
    } catch (ModuleException e) {
      throw e.saying("`" + path + "` could not mount it: " + e.getMessage());
    }
  }

  /** A host has one account for all its exports. */
  private void identify(HostSystems host, KerberosSpec wanted) throws ModuleException {
    HostNasVolumeUserInfo is = write.call(api -> api.queryNFSUser(host.storage()));
    if (is == null || is.getUser() == null || is.getUser().isEmpty()) {
      write.send(api -> api.setNFSUser(host.storage(), wanted.user(), wanted.password().text()));
    } else if (!is.getUser().equals(wanted.user())) {
      throw ModuleException.refused(
          "it has the account `"
              + is.getUser()
              + "` for Kerberos and can have only one; clear that, or name it here");
    }
  }

  @Override
  public void unmount(ManagedObjectReference datastore, String path) throws ModuleException {
    HostSystems host = HostSystems.of(path, now, write);
    try {
      write.send(api -> api.removeDatastore(host.datastores(), datastore));
    } catch (ModuleException e) {
      if (!Faults.is(e, NotFound.class) && !Faults.is(e, ManagedObjectNotFound.class)) {
        throw e.saying("`" + path + "` could not unmount it: " + e.getMessage());
      }
    }
  }
}

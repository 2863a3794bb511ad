package dev.provision.vsphere.kind;

import com.vmware.vim25.CustomFieldDef;
import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertySpec;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.FolderMark;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.rmi.RemoteException;

/** Writes the custom attribute {@code provision}, defining it first where it is not. */
public final class CustomAttribute {
  private final VsphereWriter write;

  public CustomAttribute(VsphereWriter write) {
    this.write = write;
  }

  /** Sets the value; an empty text takes the mark off. */
  public void set(ManagedObjectReference entity, String value) throws ModuleException {
    ManagedObjectReference manager = write.content().getCustomFieldsManager();
    if (manager == null) {
      throw ModuleException.refused(
          "this server keeps no custom attributes, so a folder cannot be marked as ours");
    }
    try {
      write.api().setField(manager, entity, key(manager), value);
    } catch (RemoteException e) {
      throw Faults.translate(e);
    }
  }

  private int key(ManagedObjectReference manager) throws RemoteException, ModuleException {
    var known = write.inventory().customFieldKey(FolderMark.ATTRIBUTE);
    if (known.isPresent()) {
      return known.get();
    }
    // so that the next refresh knows the attribute by its key
    write.touched(manager);
    try {
      return write
          .api()
          .addCustomFieldDef(manager, FolderMark.ATTRIBUTE, null, null, null)
          .getKey();
    } catch (VimFault e) {
      if (e.is(DuplicateName.class)) {
        return definedMeanwhile(manager);
      }
      throw e;
    }
  }

  /** Another step or run defined it after the snapshot was taken. */
  private int definedMeanwhile(ManagedObjectReference manager)
      throws RemoteException, ModuleException {
    PropertySpec fields = new PropertySpec();
    fields.setType(manager.getType());
    fields.setPathSet(new String[] {"field"});
    ObjectSpec object = new ObjectSpec();
    object.setObj(manager);
    PropertyFilterSpec filter = new PropertyFilterSpec();
    filter.setPropSet(new PropertySpec[] {fields});
    filter.setObjectSet(new ObjectSpec[] {object});
    ObjectContent[] found =
        write
            .api()
            .retrieveProperties(
                write.content().getPropertyCollector(), new PropertyFilterSpec[] {filter});
    for (CustomFieldDef field : (CustomFieldDef[]) found[0].getPropSet()[0].getVal()) {
      if (field.getName().equals(FolderMark.ATTRIBUTE)) {
        return field.getKey();
      }
    }
    throw ModuleException.refused("the custom attribute `provision` is defined and not shown");
  }
}

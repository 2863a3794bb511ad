package dev.provision.modules.datastores;

import dev.provision.spi.KindInfo;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.object.ObjectCalls;
import dev.provision.vsphere.kind.object.ObjectTop;
import dev.provision.vsphere.kind.object.ObjectType;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import dev.provision.vsphere.places.Tree;
import java.util.List;

/** What the section {@code datastores} says of itself, and the one setting that a datastore has. */
final class DatastoreInfo {
  static final FieldRow<DatastoreSpec, Item, DatastoreEdit, Boolean> MAINTENANCE =
      FieldRow.of(
          "maintenance",
          DatastoreEdit.MAINTENANCE,
          DatastoreSpec::maintenance,
          item -> Seen.of(item, DatastoreEdit.MAINTENANCE, String.class).map(DatastoreEdit::isIn),
          (edit, value, seen) -> edit.maintenance(value));

  static final ObjectType<DatastoreSpec, DatastoreEdit> TYPE =
      new ObjectType<>(
          new KindInfo(
              "datastores",
              "datastore",
              "An NFS export or a VMFS that hosts mount, or a datastore that exists.",
              """
              datastores:
                nfs1:
                  nfs: {server: nas.example.com, path: /vol/one}
                  hosts: {cluster: DC0_C0}
              """,
              ObjectType.attributes(
                  List.of(
                      new KindInfo.Attribute("maintenance", "whether it is in maintenance mode"))),
              List.of()),
          DatastoreSpec.class,
          "Datastore",
          ObjectTop.of(Tree.DATASTORE),
          Rows.sparse(DatastoreEdit::new, List.of(MAINTENANCE)),
          ObjectCalls.<DatastoreEdit>made(
                  (above, name, edit, write) -> {
                    throw new IllegalStateException("a host mounts it with what is declared");
                  })
              .changedAfterwards((ref, edit, write) -> edit.write(ref, write)),
          List.of("vm"),
          DatastoreRights.ACTIVITIES,
          ObjectType.NO_MARKS);

  private DatastoreInfo() {}
}

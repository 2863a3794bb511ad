package dev.provision.vsphere;

import dev.provision.spi.Rehearsal;
import dev.provision.spi.Session;
import dev.provision.vsphere.capture.InProcess;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;
import java.time.Clock;
import java.time.Duration;

/** A session on a copy of the inventory, with the copy's clock. */
record RehearsalOnCopy(
    Session<Inventory, VsphereWriter> session, String original, int objects, InProcess.Copy copy)
    implements Rehearsal<Inventory, VsphereWriter> {
  @Override
  public Clock clock() {
    return copy.clock();
  }

  @Override
  public void pass(Duration by) {
    copy.pass().accept(by);
  }

  @Override
  public void close() {
    session.close();
  }
}

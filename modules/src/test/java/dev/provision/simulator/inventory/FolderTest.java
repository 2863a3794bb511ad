package dev.provision.simulator.inventory;

import static dev.provision.simulator.Bench.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.DatacenterCreatedEvent;
import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.InvalidFolder;
import com.vmware.vim25.InvalidName;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NotSupported;
import com.vmware.vim25.TaskEvent;
import dev.provision.simulator.Bench;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FolderTest {
  private Bench bench;

  @BeforeEach
  void start() throws Exception {
    bench = Bench.of(Bench.LAB);
  }

  @Test
  void foldersAreMadeInAllFourTreesAndAtTheRoot() throws Exception {
    for (String tree : new String[] {"vm", "host", "datastore", "network"}) {
      ManagedObjectReference top = bench.find("DC0/" + tree);
      ManagedObjectReference outer = bench.api.createFolder(top, "a");
      ManagedObjectReference inner = bench.api.createFolder(outer, "b");
      assertThat(bench.find("DC0/" + tree + "/a/b")).isEqualTo(inner);
      assertThat(bench.read(inner, "childType")).isEqualTo(bench.read(top, "childType"));
    }
    ManagedObjectReference sites = bench.api.createFolder(bench.content.getRootFolder(), "sites");
    bench.api.createDatacenter(sites, "DC1");
    assertThat(bench.find("sites/DC1/vm")).isNotNull();

    TaskEvent made = (TaskEvent) bench.lastEvent(TaskEvent.class);
    assertThat(made.getInfo().getDescriptionId()).isEqualTo("Folder.createDatacenter");
    assertThat(made.getInfo().getEntityName()).isEqualTo("sites");
    assertThat(made.getInfo().getResult()).isEqualTo(bench.find("sites/DC1"));
    DatacenterCreatedEvent event =
        (DatacenterCreatedEvent) bench.lastEvent(DatacenterCreatedEvent.class);
    assertThat(event.getUserName()).isEqualTo("root");
    assertThat(event.getDatacenter().getDatacenter()).isEqualTo(bench.find("sites/DC1"));
    assertThat(event.getParent().getName()).isEqualTo("sites");
  }

  @Test
  void refusesNamesThatAreTakenOrNone() throws Exception {
    ManagedObjectReference vms = bench.find("DC0/vm");
    bench.api.createFolder(vms, "a");
    refused(
        DuplicateName.class,
        "The name 'a' already exists.",
        () -> bench.api.createFolder(vms, "a"));
    refused(InvalidName.class, "The name '' is not valid.", () -> bench.api.createFolder(vms, ""));
    refused(
        NotSupported.class,
        "The operation is not supported on the object: folder `vm` takes no Datacenter",
        () -> bench.api.createDatacenter(vms, "DC1"));
  }

  @Test
  void movesWhatTheFolderTakesAndNothingIntoItself() throws Exception {
    ManagedObjectReference outer = bench.api.createFolder(bench.find("DC0/vm"), "a");
    ManagedObjectReference inner = bench.api.createFolder(outer, "b");
    ManagedObjectReference hosts = bench.api.createFolder(bench.find("DC0/host"), "h");

    bench.done(
        bench.api.moveIntoFolder_Task(
            inner, new ManagedObjectReference[] {bench.find("DC0/vm/plain")}));
    assertThat(bench.find("DC0/vm/a/b/plain")).isNotNull();

    assertThat(
            bench.fault(bench.api.moveIntoFolder_Task(inner, new ManagedObjectReference[] {outer})))
        .isInstanceOf(InvalidFolder.class);
    assertThat(
            bench.fault(bench.api.moveIntoFolder_Task(hosts, new ManagedObjectReference[] {inner})))
        .isInstanceOf(NotSupported.class);
    assertThat(
            bench.fault(
                bench.api.moveIntoFolder_Task(
                    outer, new ManagedObjectReference[] {bench.find("DC0/vm")})))
        .isInstanceOf(InvalidFolder.class);
  }
}

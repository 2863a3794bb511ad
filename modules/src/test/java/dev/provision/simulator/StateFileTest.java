package dev.provision.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.lab.LabState;
import dev.provision.simulator.lab.StateFile;
import dev.provision.simulator.storage.DatastoreContents;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.SimTime;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.simulator.world.WorldSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
  @TempDir Path home;
  private Path lab;

  @BeforeEach
  void file() throws Exception {
    lab = home.resolve("lab.yml");
    Files.writeString(lab, Bench.LAB);
  }

  private OpenLab open() throws IOException {
    return OpenLab.open(lab, LabFile.read(lab, "lab.yml").get(), SimTime.jumping(0));
  }

  @Test
  void whatIsKeptIsWhatWasThere() throws Exception {
    OpenLab first = open();
    first.join();
    first.write();
    Bench bench = new Bench(first.simulator());
    ManagedObjectReference vm =
        bench.done(bench.clone("plain", "web", bench.cloneSpec("esx-1", "ds1")));
    bench.done(bench.api.powerOnVM_Task(vm, null));
    bench.done(bench.api.createSnapshot_Task(vm, "s", "", false, false));
    first.leave();

    World was = first.simulator().world();
    Simulator read = open().simulator();
    World is = read.world();
    assertThat(is.counters()).isEqualTo(was.counters());
    List<Managed> kept = was.all().stream().filter(was::isLasting).toList();
    assertThat(is.all().stream().filter(is::isLasting)).hasSameSizeAs(kept);
    for (Managed each : kept) {
      Managed again = is.need(each.ref());
      assertThat(again.stored().keySet()).isEqualTo(each.stored().keySet());
      each.stored()
          .forEach(
              (name, value) ->
                  assertThat(Values.same(again.get(name), value)).as(each + "." + name).isTrue());
      if (each.is("Datastore")) {
        assertThat(read.datastores().free(again))
            .isEqualTo(first.simulator().datastores().free(each));
      }
    }
  }

  @Test
  void oneRunAtATimeChangesALab() throws Exception {
    OpenLab first = open();
    first.join();
    first.write();
    assertThatThrownBy(() -> open().write())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is in use by another run (process " + ProcessHandle.current().pid());
    assertThat(LabCommand.reset(lab).lines())
        .containsExactly("the lab `" + lab + "` has no state: it is new");
    first.leave();
  }

  @Test
  void aLabFileThatChangedSaysHowToBeginAnew() throws Exception {
    OpenLab first = open();
    first.join();
    first.write();
    new Bench(first.simulator())
        .api.createFolder(new Bench(first.simulator()).find("DC0/vm"), "ci");
    first.leave();
    Files.writeString(lab, Bench.LAB.replace("100 GiB", "200 GiB"));

    assertThatThrownBy(this::open)
        .hasMessage(
            "the lab `"
                + lab
                + "` is not the one that its state `"
                + first.stateFile()
                + "` was made of: the lab file was edited, or this version of provision reads more"
                + " in it than the one that made the state\n"
                + "  to start again, run: provision simulator reset "
                + lab);
    assertThat(LabCommand.reset(lab).lines())
        .containsExactly("the state of the lab `" + lab + "` is gone: it is new again");
    assertThat(LabCommand.show(lab).lines())
        .contains("/DC0/datastore/ds1  200702 MiB of 200 GiB free");
  }

  @Tag("slow")
  @Test
  void killedWhileItWritesItIsTheOldOneOrTheNewOne() throws Exception {
    Random random = new Random(7);
    LabState state = new LabState(lab, LabState.identity(LabFile.read(lab, "lab.yml").get()));
    int broken = 0;
    Path progress = home.resolve("progress");
    Path beside = state.file().resolveSibling("lab.state.new");
    // every second kill waits for a file that is being written; a fast disk lets many of them go
    for (int round = 0; round < 10 || (broken == 0 && round < 400); round++) {
      Files.deleteIfExists(beside);
      Files.deleteIfExists(progress);
      Process child =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  StateLoop.class.getName(),
                  lab.toString())
              .redirectOutput(progress.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      int rounds = 1 + random.nextInt(3);
      // at rest: the child that starts wants the core
      while (child.isAlive() && Files.readAllLines(progress).size() < rounds) {
        TimeUnit.MILLISECONDS.sleep(2);
      }
      if (round % 2 == 0) {
        while (child.isAlive() && !Files.exists(beside)) {
          Thread.onSpinWait();
        }
      } else {
        for (int spin = random.nextInt(200_000); spin > 0; spin--) {
          Thread.onSpinWait();
        }
      }
      child.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      long told = Files.readString(progress).lines().count();
      World world = new World(SimTime.jumping(0), 1, WorldSettings.DEFAULT);
      world.lock().lock();
      StateFile.restore(world, new DatastoreContents(world), state.read());
      long folders =
          world.all("Folder").stream().filter(each -> each.name().matches("f\\d+")).count();
      assertThat(folders).isBetween(told, told + 1);
      world.lock().unlock();
      broken += Files.exists(beside) ? 1 : 0;
    }
    assertThat(broken).as("kills that hit the writing of a file").isPositive();
  }
}

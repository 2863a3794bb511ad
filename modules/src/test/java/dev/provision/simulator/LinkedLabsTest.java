package dev.provision.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.simulator.world.SimTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkedLabsTest {
  @TempDir Path home;

  private Path lab(String name, String text) throws IOException {
    return Files.writeString(home.resolve(name), text);
  }

  private static OpenLab open(Path file) throws IOException {
    return OpenLab.open(file, LabFile.read(file, "lab.yml").get(), SimTime.jumping(0));
  }

  private static int categories(OpenLab lab) {
    return lab.simulator()
        .locked(() -> lab.simulator().world().all("InventoryServiceCategory"))
        .size();
  }

  @Test
  void whatTheyShareIsKeptWithEachAndComesBack() throws Exception {
    Path a = lab("a.yml", "linked: [b.yml]\ntags: {tier: {tags: {gold: []}}}\n");
    Path b = lab("b.yml", "seed: 2\nlinked: [a.yml]\n");
    OpenLab first = open(a);
    first.join();
    first.write();
    assertThat(first.domain()).hasSize(2);
    assertThat(categories(first.domain().get(1))).isEqualTo(1);
    first
        .simulator()
        .locked(
            () -> {
              var world = first.simulator().world();
              world.remove(world.all("InventoryServiceCategory").get(0));
              return null;
            });
    assertThatThrownBy(() -> open(b).write()).isInstanceOf(IOException.class);
    first.leave();
    Files.delete(first.stateFile());

    assertThat(categories(open(b))).isZero();
    assertThat(categories(open(a))).isZero();
  }

  @Test
  void saysWhichCannotBeLinkedAndWhy() throws Exception {
    Path a = lab("a.yml", "linked: [b.yml]\n");
    lab("b.yml", "seed: 2\n");
    assertThatThrownBy(() -> open(a))
        .hasMessage(
            "the lab `"
                + a
                + "` is linked with `b.yml`, which does not name it: write `linked:"
                + " [a.yml]` there");
    lab("b.yml", "linked: [a.yml]\n");
    assertThatThrownBy(() -> open(a))
        .hasMessage(
            "the lab `"
                + home.resolve("b.yml")
                + "` has the `seed` of one that it is linked with,"
                + " so both would have the same uuids: give it another one");
    lab("b.yml", "seed: 2\nlinked: [a.yml]\nroles: {ops: [System.View]}\n");
    lab("a.yml", "linked: [b.yml]\nroles: {dev: [System.View]}\n");
    assertThatThrownBy(() -> open(a))
        .hasMessage(
            "the labs `"
                + a
                + "` and `"
                + home.resolve("b.yml")
                + "` are linked and share roles"
                + " and tags: declare them in one of the two");
  }
}

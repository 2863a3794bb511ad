package dev.provision.simulator.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.referee.NeedsPyvmomi;
import dev.provision.referee.Pyvmomi;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** pyvmomi, which is not ours, on a lab that is served. */
@NeedsPyvmomi
class PyvmomiOnALabTest {
  @TempDir Path folder;

  /** It knows the types of the API, and refuses a value of another one. */
  @ParameterizedTest
  @ValueSource(strings = {"6.7", "8.0.2", "9.0"})
  void readsEveryPropertyOfEveryObject(String version) throws Exception {
    assertThat(read(version)).matches("[0-9]{2} objects, [0-9]{3} properties\n");
  }

  /** 6.0 and 6.5 of a server that has 8.0.2, and a machine that has what is newer. */
  @ParameterizedTest
  @ValueSource(strings = {"version10", "version11"})
  void readsEveryPropertyInAnOlderVersion(String client) throws Exception {
    assertThat(read("8.0.2", "vim.version." + client))
        .matches("[0-9]{2} objects, [0-9]{3} properties\n");
  }

  private String read(String version, String... client) throws Exception {
    try (ServedLab lab = ServedLab.of(folder, "version: " + version + "\n" + RichLab.TEXT)) {
      RichLab.addNewerHardware(lab.simulator().world());
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  lab.host(),
                  String.valueOf(lab.port()),
                  ServedLab.USER,
                  ServedLab.PASSWORD,
                  lab.caFile().toString()));
      arguments.addAll(List.of(client));
      String said =
          Pyvmomi.run(
              "/dev/provision/simulator/serve/every_property.py", arguments.toArray(String[]::new));
      assertThat(lab.log()).isEmpty();
      return said;
    }
  }
}

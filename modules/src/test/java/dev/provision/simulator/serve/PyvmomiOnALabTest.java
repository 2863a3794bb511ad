package dev.provision.simulator.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.referee.NeedsPyvmomi;
import dev.provision.referee.Pyvmomi;
import java.nio.file.Path;
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
    try (ServedLab lab = ServedLab.of(folder, "version: " + version + "\n" + RichLab.TEXT)) {
      String said =
          Pyvmomi.run(
              "/dev/provision/simulator/serve/every_property.py",
              lab.host(),
              String.valueOf(lab.port()),
              ServedLab.USER,
              ServedLab.PASSWORD,
              lab.caFile().toString());

      assertThat(said).matches("[0-9]{2} objects, [0-9]{3} properties\n");
      assertThat(lab.log()).isEmpty();
    }
  }
}

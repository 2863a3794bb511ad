package dev.provision.vsphere.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Items;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureFilesTest {
  @TempDir Path directory;

  private static ManagedObjectReference ref(String type, String id) {
    ManagedObjectReference ref = new ManagedObjectReference();
    ref.setType(type);
    ref.setVal(id);
    return ref;
  }

  private static Capture capture() {
    VirtualMachineRuntimeInfo runtime = new VirtualMachineRuntimeInfo();
    runtime.powerState = VirtualMachinePowerState.poweredOn;
    runtime.host = ref("HostSystem", "host-1");
    return new Capture(
        List.of(
            Items.content(
                ref("Folder", "group-d1"),
                Map.of(
                    "name", "a <b> & c",
                    "childType", new String[] {"Folder", "Datacenter"},
                    "childEntity", new ManagedObjectReference[] {ref("VirtualMachine", "vm-7")})),
            Items.content(ref("VirtualMachine", "vm-7"), Map.of("runtime", runtime))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy", "copy.zip"})
  void readsWhatItWrote(String name) throws Exception {
    Path file = directory.resolve(name);

    CaptureFiles.write(file, capture());

    assertThat(CaptureFiles.read(file)).usingRecursiveComparison().isEqualTo(capture());
  }

  @Test
  void writesAFileForEachObjectAsGovcNamesThem() throws Exception {
    Path copy = directory.resolve("copy");

    CaptureFiles.write(copy, capture());

    assertThat(Files.list(copy).map(file -> file.getFileName().toString()))
        .containsExactlyInAnyOrder("0000-Folder-group-d1.xml", "0001-VirtualMachine-vm-7.xml");
  }

  @Test
  void unpacksNoMoreOfAZipThanACaptureHas() throws Exception {
    Path file = directory.resolve("bomb.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("holiday.jpg"));
      for (int i = 0; i < 65; i++) {
        zip.write(new byte[1 << 20]);
      }
    }

    assertThatThrownBy(() -> CaptureFiles.read(file))
        .isInstanceOf(ModuleException.class)
        .hasMessage("could not read the capture `" + file + "`: `holiday.jpg` is too large");
  }

  @Test
  void theSameInventoryGivesTheSameZip() throws Exception {
    CaptureFiles.write(directory.resolve("a.zip"), capture());
    CaptureFiles.write(directory.resolve("b.zip"), capture());

    assertThat(directory.resolve("a.zip")).hasSameBinaryContentAs(directory.resolve("b.zip"));
  }

  @Test
  void mixesNothingIntoADirectoryThatIsNotEmpty() throws Exception {
    Files.writeString(directory.resolve("mine.txt"), "mine");

    assertThatThrownBy(() -> CaptureFiles.write(directory, capture()))
        .isInstanceOf(ModuleException.class)
        .hasMessage(
            "could not write the capture `"
                + directory
                + "`: the directory is not empty; empty it, or name another");
  }

  @Test
  void readsATextWhoseNamespaceGovcDoesNotDeclare() throws Exception {
    Files.writeString(
        directory.resolve("0000-Folder-group-d1.xml"),
        """
        <ObjectContent>
          <obj type="Folder">group-d1</obj>
          <propSet>
            <name>name</name>
            <val xmlns:XMLSchema-instance="http://www.w3.org/2001/XMLSchema-instance" \
        XMLSchema-instance:type="xsd:string">Datacenters</val>
          </propSet>
        </ObjectContent>
        """);

    assertThat(CaptureFiles.read(directory).items())
        .singleElement()
        .satisfies(root -> assertThat(root.name()).isEqualTo("Datacenters"));
  }
}

package dev.provision.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.vmware.vim25.VirtualController;
import com.vmware.vim25.VirtualMachineBootOptions;
import dev.provision.vsphere.soap.WireType;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The data objects of our own, for what yavijava lacks, are those of the schema. */
class OurTypesTest {
  static Stream<Class<?>> ours() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.provision")
            .stream()
            .filter(type -> type.isAnnotatedWith(WireType.class))
            .map(JavaClass::reflect);
  }

  @ParameterizedTest
  @MethodSource("ours")
  void isAsTheSchemaHasIt(Class<?> type) throws Exception {
    assertThat(OurType.problems(type)).isEmpty();
  }

  @Test
  void thereAreSome() {
    assertThat(ours().map(Class::getSimpleName)).contains("PbmPlacementHub", "PbmProfile");
  }

  /** As it is: the field is one of those in the middle. */
  @WireType(name = "VirtualMachineBootOptions", since = "6.5")
  public static final class SecureBoot extends VirtualMachineBootOptions {
    private static final long serialVersionUID = 1L;

    @WireType.Before("bootRetryEnabled")
    public Boolean efiSecureBootEnabled;
  }

  /** At the end, where it is not. */
  @WireType(name = "VirtualMachineBootOptions", since = "6.5")
  public static final class SecureBootAtTheEnd extends VirtualMachineBootOptions {
    private static final long serialVersionUID = 1L;
    public Boolean efiSecureBootEnabled;
  }

  /** Too early, of another base, with a field that there is not. */
  @WireType(name = "VirtualTPM", since = "6.5")
  public static final class Tpm extends VirtualController {
    private static final long serialVersionUID = 1L;
    public String[] endorsementKey;
  }

  @WireType(name = "VirtualTMP", since = "6.7")
  public static final class Misspelled extends VirtualController {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void noticesAWrongOneOfEachKind() throws Exception {
    assertThat(OurType.problems(SecureBoot.class)).isEmpty();
    assertThat(OurType.problems(SecureBootAtTheEnd.class))
        .containsExactly(
            "ORDER: VirtualMachineBootOptions efiSecureBootEnabled: it comes after"
                + " `networkBootProtocol` and not before");
    assertThat(OurType.problems(Tpm.class))
        .containsExactly(
            "VirtualTPM is there since 6.7 and not 6.5",
            "VirtualTPM is a VirtualDevice and no VirtualController",
            "ELEMENT: VirtualTPM busNumber: there is no such element",
            "ELEMENT: VirtualTPM endorsementKey: there is no such element");
    assertThat(OurType.problems(Misspelled.class)).containsExactly("there is no type `VirtualTMP`");
  }
}

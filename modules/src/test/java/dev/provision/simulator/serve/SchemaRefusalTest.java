package dev.provision.simulator.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the schema does not allow is an {@code InvalidRequest}, before anything is done. */
class SchemaRefusalTest {
  private static final String FOLDER = "<_this type=\"Folder\">group-d1</_this>";

  @TempDir Path folder;

  private static String refusal(String text) {
    return "500 <soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>"
        + text
        + "</faultstring><detail><InvalidRequestFault xmlns=\"urn:vim25\""
        + " xsi:type=\"InvalidRequest\"></InvalidRequestFault></detail></soapenv:Fault>";
  }

  @Test
  void isToldInTheWordsOfARealServerWhereTheyAreKnown() throws Exception {
    try (ServedLab lab = ServedLab.of(folder, RichLab.TEXT)) {
      Raw raw = new Raw(lab);
      raw.login(ServedLab.USER, ServedLab.PASSWORD);

      assertThat(raw.call("CreateFolder", FOLDER + "<nam>f</nam>"))
          .isEqualTo(
              refusal(
                  "Unexpected element tag &quot;nam&quot; seen: there is no such element\n\n"
                      + "while parsing `nam`\n\n"
                      + "while parsing call information for method CreateFolder"));
      assertThat(raw.call("CreateFolder", FOLDER))
          .isEqualTo(
              refusal(
                  "`name` is missing, required since 2.0\n\n"
                      + "while parsing call information for method CreateFolder"));
      assertThat(raw.call("MakeFolder", FOLDER))
          .isEqualTo(
              refusal(
                  "Unable to resolve WSDL method name MakeFolder in urn:vim25/8.0.2.0:"
                      + " a Folder has no such method"));
      assertThat(raw.call("Destroy_Task", "<_this type=\"Foldr\">group-d1</_this>"))
          .isEqualTo(
              refusal(
                  "there is no managed object type `Foldr`\n\n"
                      + "while parsing `_this`\n\n"
                      + "while parsing call information for method Destroy_Task"));
      assertThat(raw.call("CreateFolder", FOLDER + "<name>f</name>")).startsWith("200 ");
    }
  }
}

package dev.provision.simulator.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the schema does not allow is refused before anything is done. */
class SchemaRefusalTest {
  private static final String FOLDER = "<_this type=\"Folder\">group-d1</_this>";
  private static final String VIEWS = "<_this type=\"ViewManager\">ViewManager</_this>";

  @TempDir Path folder;

  private static String refusal(String fault, String inside, String text) {
    return "500 <soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>"
        + text
        + "</faultstring><detail><"
        + fault
        + "Fault xmlns=\"urn:vim25\" xsi:type=\""
        + fault
        + "\">"
        + inside
        + "</"
        + fault
        + "Fault></detail></soapenv:Fault>";
  }

  private static String request(String method, String... lines) {
    String parsing = "while parsing call information for method " + method;
    return refusal("InvalidRequest", "", String.join("\n\n", lines) + "\n\n" + parsing);
  }

  private Raw in(ServedLab lab) throws Exception {
    Raw raw = new Raw(lab);
    raw.login(ServedLab.USER, ServedLab.PASSWORD);
    return raw;
  }

  @Test
  void isToldInTheWordsOfARealServerWhereTheyAreKnown() throws Exception {
    try (ServedLab lab = ServedLab.of(folder, RichLab.TEXT)) {
      Raw raw = in(lab);

      assertThat(raw.call("CreateFolder", FOLDER + "<nam>f</nam>"))
          .isEqualTo(
              request(
                  "CreateFolder",
                  "Unexpected element tag &quot;nam&quot; seen: there is no such element",
                  "while parsing `nam`"));
      assertThat(raw.call("CreateFolder", FOLDER))
          .isEqualTo(request("CreateFolder", "Required parameter name is missing"));
      assertThat(
              raw.call(
                  "CreateFilter",
                  "<_this type=\"PropertyCollector\">propertyCollector</_this><spec>"
                      + "<propSet><all>true</all></propSet></spec>"
                      + "<partialUpdates>false</partialUpdates>"))
          .isEqualTo(
              request(
                  "CreateFilter",
                  "Required property type is missing from data object of type PropertySpec",
                  "while parsing `spec/propSet`"));
      assertThat(
              raw.call(
                  "CreateContainerView",
                  VIEWS
                      + "<container type=\"Folder\">group-d1</container>"
                      + "<recursive>maybe</recursive>"))
          .isEqualTo(
              request(
                  "CreateContainerView",
                  "Cannot parse &quot;recursive&quot;: `maybe` is no boolean",
                  "while parsing `recursive`"));
      assertThat(raw.call("MakeFolder", FOLDER))
          .isEqualTo(
              refusal(
                  "InvalidRequest",
                  "",
                  "Unable to resolve WSDL method name MakeFolder in urn:vim25/8.0.2.0:"
                      + " a Folder has no such method"));
      raw.speaks("5.5");
      assertThat(raw.call("BatchAddStandaloneHosts_Task", FOLDER))
          .isEqualTo(
              refusal(
                  "InvalidRequest",
                  "",
                  "Unable to resolve WSDL method name BatchAddStandaloneHosts_Task in"
                      + " urn:vim25/5.5: method BatchAddStandaloneHosts_Task is there since 6.7.1, and"
                      + " asked for is 5.5"));
      assertThat(raw.call("CreateFolder", FOLDER + "<name>f</name>")).startsWith("200 ");
    }
  }

  @Test
  void aTypeOrAMethodThatDoesNotFitIsAFaultOfItsOwn() throws Exception {
    try (ServedLab lab = ServedLab.of(folder, RichLab.TEXT)) {
      Raw raw = in(lab);

      assertThat(raw.call("Destroy_Task", "<_this type=\"Foldr\">group-d1</_this>"))
          .isEqualTo(
              refusal(
                  "InvalidType",
                  "<argument>_this</argument>",
                  "The request refers to an unexpected or unknown type: there is no managed object"
                      + " type `Foldr`\n\nwhile parsing `_this`\n\n"
                      + "while parsing call information for method Destroy_Task"));
      assertThat(
              raw.call(
                  "CreateContainerView",
                  VIEWS + "<container type=\"Task\">task-1</container><recursive>true</recursive>"))
          .isEqualTo(
              refusal(
                  "InvalidType",
                  "<argument>container</argument>",
                  "The request refers to an unexpected or unknown type: a Task is no"
                      + " ManagedEntity\n\nwhile parsing `container`\n\n"
                      + "while parsing call information for method CreateContainerView"));
      assertThat(raw.call("PowerOnVM_Task", FOLDER))
          .isEqualTo(
              refusal(
                  "MethodNotFound",
                  "<receiver type=\"Folder\">group-d1</receiver><method>PowerOnVM_Task</method>",
                  "The method PowerOnVM_Task is not found: a Folder has no such method"));
    }
  }

  @Test
  void aWrongValueOfARightTypeIsTheSimulatorsToRefuse() throws Exception {
    try (ServedLab lab = ServedLab.of(folder, RichLab.TEXT)) {
      Raw raw = in(lab);

      assertThat(raw.call("Destroy_Task", "<_this type=\"Folder\">group-nowhere</_this>"))
          .contains("<ManagedObjectNotFoundFault");
      assertThat(
              raw.call(
                  "RetrievePropertiesEx",
                  "<_this type=\"PropertyCollector\">propertyCollector</_this><specSet><propSet>"
                      + "<type>Folder</type><pathSet>name</pathSet></propSet><objectSet>"
                      + "<obj type=\"Folder\">group-d1</obj></objectSet></specSet>"
                      + "<options><maxObjects>0</maxObjects></options>"))
          .contains("<InvalidArgumentFault", "<invalidProperty>options.maxObjects<");
      assertThat(
              raw.call(
                  "RetrieveProperties",
                  "<_this type=\"PropertyCollector\">propertyCollector</_this><specSet><propSet>"
                      + "<type>Folder</type><pathSet>nam</pathSet></propSet><objectSet>"
                      + "<obj type=\"Folder\">group-d1</obj></objectSet></specSet>"))
          .contains("<InvalidPropertyFault", "<name>nam</name>");
    }
  }
}

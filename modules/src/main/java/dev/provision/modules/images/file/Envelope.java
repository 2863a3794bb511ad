package dev.provision.modules.images.file;

import dev.provision.modules.images.bytes.UnfitFile;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The content of an OVF (DMTF DSP0243): its files, its disks, and the hardware of its one machine.
 * Elements are matched by local name, because versions 1 and 2 share these.
 *
 * @param files by id
 * @param disks by id
 * @param items the hardware, in the order of the text
 * @param osType {@code vmw:osType}; empty when it is missing
 * @param firmware {@code vmw:Config firmware}; empty when it is missing
 * @param secureBoot {@code vmw:Config bootOptions.efiSecureBootEnabled}; false when it is missing
 */
public record Envelope(
    Map<String, FileReference> files,
    Map<String, Disk> disks,
    List<Item> items,
    Optional<String> osType,
    Optional<String> firmware,
    boolean secureBoot) {
  private static final Pattern ENCODING =
      Pattern.compile("^<\\?xml[^>]*encoding=[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']");

  /** One entry of {@code References}. */
  record FileReference(String href, String compression, boolean isInPieces) {}

  /** One entry of {@code DiskSection}. */
  record Disk(String id, String fileRef, String capacity, String units, boolean hasParent) {}

  /** One piece of hardware: the text of each element by name, the first of each name. */
  record Item(Map<String, String> values) {
    Item {
      values = Map.copyOf(values);
    }

    String get(String name) {
      return values.getOrDefault(name, "");
    }

    boolean is(int resourceType) {
      return get("ResourceType").equals(String.valueOf(resourceType));
    }
  }

  public Envelope {
    files = Map.copyOf(files);
    disks = Map.copyOf(disks);
    items = List.copyOf(items);
  }

  /** Parses the text; reads nothing outside of it, whatever it refers to. */
  static Envelope parse(byte[] text) throws UnfitFile {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      Reading reading = new Reading();
      // given bytes, the JDK's parser prints its complaint of a wrong one to the error stream
      XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(decoded(text)));
      while (xml.hasNext()) {
        reading.take(xml, xml.next());
      }
      return reading.result();
    } catch (XMLStreamException | IllegalArgumentException e) {
      String[] lines = String.valueOf(e.getMessage()).split("\\R");
      throw new UnfitFile("is no whole OVF: " + lines[lines.length - 1].strip(), e);
    } catch (CharacterCodingException e) {
      throw new UnfitFile("is no whole OVF: a byte in it is none of its encoding", e);
    }
  }

  /** By its byte order mark, or the encoding that it names; UTF-8 otherwise. */
  private static String decoded(byte[] text) throws CharacterCodingException {
    String head = new String(text, 0, Math.min(text.length, 200), StandardCharsets.ISO_8859_1);
    boolean wide = head.startsWith("\u00fe\u00ff") || head.startsWith("\u00ff\u00fe");
    Matcher named = ENCODING.matcher(head);
    Charset charset = wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    if (!wide && named.find() && Charset.isSupported(named.group(1))) {
      charset = Charset.forName(named.group(1));
    }
    String decoded = charset.newDecoder().decode(ByteBuffer.wrap(text)).toString();
    return decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
  }

  /** One pass over the elements. */
  private static final class Reading {
    private final Map<String, FileReference> files = new HashMap<>();
    private final Map<String, Disk> disks = new HashMap<>();
    private final List<Item> items = new ArrayList<>();
    private Optional<String> osType = Optional.empty();
    private Optional<String> firmware = Optional.empty();
    private boolean secureBoot;
    private boolean isEnvelope;
    private int machines;
    private Map<String, String> item;
    private String element = "";
    private final StringBuilder words = new StringBuilder();

    void take(XMLStreamReader xml, int event) {
      switch (event) {
        case XMLStreamConstants.START_ELEMENT -> start(xml);
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> words.append(xml.getText());
        case XMLStreamConstants.END_ELEMENT -> end(xml.getLocalName());
        default -> {}
      }
    }

    private void start(XMLStreamReader xml) {
      element = xml.getLocalName();
      words.setLength(0);
      switch (element) {
        case "Envelope" -> isEnvelope = true;
        case "VirtualSystem" -> machines++;
        case "File" ->
            files.put(
                of(xml, "id"),
                new FileReference(
                    of(xml, "href"), of(xml, "compression"), !of(xml, "chunkSize").isEmpty()));
        case "Disk" ->
            disks.put(
                of(xml, "diskId"),
                new Disk(
                    of(xml, "diskId"),
                    of(xml, "fileRef"),
                    of(xml, "capacity"),
                    of(xml, "capacityAllocationUnits"),
                    !of(xml, "parentRef").isEmpty()));
        case "OperatingSystemSection" -> osType = some(of(xml, "osType")).or(() -> osType);
        case "Config" -> {
          String key = of(xml, "key");
          if (key.equals("firmware")) {
            firmware = some(of(xml, "value"));
          } else if (key.equals("bootOptions.efiSecureBootEnabled")) {
            secureBoot = of(xml, "value").equals("true");
          }
        }
        case "Item", "StorageItem", "EthernetPortItem" -> item = new HashMap<>();
        default -> {}
      }
    }

    private void end(String name) {
      if (item == null) {
        return;
      }
      if (name.equals("Item") || name.equals("StorageItem") || name.equals("EthernetPortItem")) {
        items.add(new Item(item));
        item = null;
      } else if (name.equals(element)) {
        item.putIfAbsent(name, words.toString().strip());
      }
    }

    private static Optional<String> some(String text) {
      return Optional.of(text).filter(one -> !one.isEmpty());
    }

    /** An attribute by its local name; empty when it is missing. */
    private static String of(XMLStreamReader xml, String name) {
      for (int i = 0; i < xml.getAttributeCount(); i++) {
        if (xml.getAttributeLocalName(i).equals(name)) {
          return xml.getAttributeValue(i).strip();
        }
      }
      return "";
    }

    Envelope result() throws UnfitFile {
      if (!isEnvelope) {
        throw new UnfitFile("is an XML text and no OVF");
      }
      if (machines != 1) {
        throw new UnfitFile("describes " + machines + " machines; an image is made of one");
      }
      return new Envelope(files, disks, items, osType, firmware, secureBoot);
    }
  }
}

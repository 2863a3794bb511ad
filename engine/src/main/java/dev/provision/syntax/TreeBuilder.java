package dev.provision.syntax;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.diagnostic.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;

/**
 * Builds nodes from the library's events, and resolves anchors, tags and merge keys. Used for one
 * reading of one file.
 */
final class TreeBuilder {
  static final int DEEPEST = 64;

  /** More than any real playbook repeats, and few enough to go through at once. */
  static final int MOST_ALIASED_NODES = 100_000;

  private static final String STANDARD = "tag:yaml.org,2002:";
  private static final Set<String> STANDARD_TAGS =
      Set.of("str", "int", "float", "bool", "null", "map", "seq");

  /** Ends the reading of a file that is too large or too deep; the diagnostics say why. */
  static final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooMuch() {
      super(null, null, false, false);
    }
  }

  /**
   * A node and its size with all aliases written out.
   *
   * @param mergeKey whether it is an unquoted {@code <<}
   */
  private record Built(Node node, long size, int height, boolean mergeKey) {
    static Built of(Node node) {
      return new Built(node, 1, 1, false);
    }
  }

  private final String file;
  private final String text;
  private final ParserImpl events;
  private final boolean partial;
  private final Places places;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Map<String, Built> anchors = new HashMap<>();

  /** The anchors whose nodes are still being read. */
  private final Map<String, Span> open = new HashMap<>();

  private Span lastPlace;

  private long aliased;

  /**
   * @param partial whether parts of the file were left out, so that a missing anchor is no mistake
   */
  TreeBuilder(String file, String text, ParserImpl events, boolean partial) {
    this.file = file;
    this.text = text;
    this.events = events;
    this.partial = partial;
    this.places = new Places(file, text);
    this.lastPlace = new Span(file, 1, 1, 1, 1);
  }

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** The position of the last event that was read. */
  Span lastPlace() {
    return lastPlace;
  }

  /** The document; empty when there is none or it is empty. */
  Optional<Node> document() {
    events.getEvent();
    if (events.checkEvent(Event.ID.StreamEnd)) {
      return Optional.empty();
    }
    events.getEvent();
    Node root = node(events.getEvent(), 1).node();
    events.getEvent();
    if (!events.checkEvent(Event.ID.StreamEnd)) {
      Span second = places.span(events.peekEvent());
      error("a second YAML document starts here; a file has one", second);
    }
    boolean nothing = root instanceof Scalar scalar && scalar.isNull() && scalar.text().isEmpty();
    return nothing ? Optional.empty() : Optional.of(root);
  }

  private Built node(Event event, int depth) {
    lastPlace = places.span(event);
    if (depth > DEEPEST) {
      error("this is nested deeper than " + DEEPEST + " levels", places.span(event));
      throw new TooMuch();
    }
    if (event instanceof AliasEvent alias) {
      return alias(alias, depth);
    }
    String anchor = ((NodeEvent) event).getAnchor();
    if (anchor == null) {
      return content(event, depth);
    }
    Span outer = open.put(anchor, places.span(event));
    Built built = content(event, depth);
    open.remove(anchor);
    if (outer != null) {
      open.put(anchor, outer);
    }
    anchors.put(anchor, built);
    return built;
  }

  private Built content(Event event, int depth) {
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar);
    }
    CollectionStartEvent start = (CollectionStartEvent) event;
    checkTag(start.getTag(), start);
    return start instanceof MappingStartEvent ? mapping(start, depth) : sequence(start, depth);
  }

  private Built alias(AliasEvent event, int depth) {
    String name = event.getAnchor();
    Span at = places.span(event);
    Built target = anchors.get(name);
    if (open.containsKey(name)) {
      Diagnostic cycle =
          Diagnostic.error("`*" + name + "` stands inside the `&" + name + "` that it names", at);
      diagnostics.add(
          cycle.withRelated(
              List.of(new Diagnostic.Related("`&" + name + "` starts here", open.get(name)))));
      return Built.of(nothing(at));
    }
    if (target == null) {
      if (!partial) {
        String known = DidYouMean.suffix(name, anchors.keySet());
        error("there is no anchor `&" + name + "` above this alias" + known, at);
      }
      return Built.of(nothing(at));
    }
    aliased += target.size();
    if (aliased > MOST_ALIASED_NODES) {
      error("the aliases up to here stand for more than " + MOST_ALIASED_NODES + " nodes", at);
      throw new TooMuch();
    }
    if (depth + target.height() - 1 > DEEPEST) {
      error("with this alias written out, nesting is deeper than " + DEEPEST + " levels", at);
      throw new TooMuch();
    }
    return target;
  }

  private Built scalar(ScalarEvent event) {
    checkTag(event.getTag(), event);
    Scalar.Style style =
        switch (event.getScalarStyle()) {
          case PLAIN -> isText(event.getTag()) ? Scalar.Style.QUOTED : Scalar.Style.PLAIN;
          case LITERAL, FOLDED -> Scalar.Style.BLOCK;
          default -> Scalar.Style.QUOTED;
        };
    boolean named = event.getAnchor() != null || event.getTag() != null;
    int start = places.of(event.getStartMark());
    int end = places.of(event.getEndMark());
    String written = text.substring(start, end);
    Span span = places.span(event);
    if (named) {
      int skipped = lengthOfProperties(written);
      span = places.move(span, start, start + skipped);
      written = written.substring(skipped);
    }
    String value = event.getValue();
    Node node =
        new Scalar(value, style, span, written.equals(value) ? value : written, Provenance.LITERAL);
    return new Built(node, 1, 1, style == Scalar.Style.PLAIN && value.equals("<<"));
  }

  private Built sequence(CollectionStartEvent start, int depth) {
    List<Node> items = new ArrayList<>();
    long size = 1;
    int height = 0;
    while (!events.checkEvent(Event.ID.SequenceEnd)) {
      Built item = node(events.getEvent(), depth + 1);
      items.add(item.node());
      size += item.size();
      height = Math.max(height, item.height());
    }
    Node last = items.isEmpty() ? null : items.get(items.size() - 1);
    Span span = places.collectionSpan(start, events.getEvent(), last);
    return new Built(new Sequence(items, span), size, height + 1, false);
  }

  private Built mapping(CollectionStartEvent start, int depth) {
    MappingEntries entries = new MappingEntries(diagnostics);
    long size = 1;
    int height = 0;
    Node last = null;
    while (!events.checkEvent(Event.ID.MappingEnd)) {
      Event keyStart = events.getEvent();
      int before = diagnostics.size();
      Built key = node(keyStart, depth + 1);
      Built value = node(events.getEvent(), depth + 1);
      last = value.node();
      size += key.size() + value.size();
      height = Math.max(height, Math.max(key.height(), value.height()));
      if (key.mergeKey()) {
        entries.merge((Scalar) key.node(), value.node());
      } else if (key.node() instanceof Scalar scalar) {
        entries.add(scalar, value.node());
      } else if (!isAnsible(start, keyStart)) {
        error("a key must be a text, not " + key.node().kind(), key.node().span());
      } else if (diagnostics.size() == before) {
        ansible(start);
      }
    }
    Span span = places.collectionSpan(start, events.getEvent(), last);
    return new Built(new Mapping(entries.result(), span), size, height + 1, false);
  }

  /**
   * Whether this is <code>{{</code>: a mapping in braces that starts right after the brace of
   * another.
   */
  private static boolean isAnsible(CollectionStartEvent outer, Event key) {
    return outer.isFlow()
        && key instanceof MappingStartEvent inner
        && inner.isFlow()
        && inner.getStartMark().getIndex() == outer.getEndMark().getIndex();
  }

  private void ansible(CollectionStartEvent start) {
    int offset = places.of(start.getStartMark());
    Span at = places.span(start);
    AnsibleForm form =
        AnsibleForm.find(text, offset)
            .filter(found -> found.start() <= offset + 1)
            .orElse(new AnsibleForm(offset, offset + 2, "…"));
    error(form.message(), places.move(at, offset, form.start()));
  }

  private void checkTag(String tag, NodeEvent event) {
    if (tag == null || tag.equals("!")) {
      return;
    }
    boolean standard = tag.startsWith(STANDARD);
    String name = standard ? tag.substring(STANDARD.length()) : tag;
    if (standard && STANDARD_TAGS.contains(name)) {
      return;
    }
    String shown = standard ? "!!" + name : tag;
    Diagnostic unknown = Diagnostic.error("unknown tag `" + shown + "`", places.span(event));
    diagnostics.add(
        tag.equals("!vault")
            ? unknown.withHint(
                "encrypt the whole file with ansible-vault and list it in vars_files")
            : unknown.withHint("leave it out: each field knows its own type"));
  }

  private static boolean isText(String tag) {
    return tag != null && (tag.equals("!") || tag.equals(STANDARD + "str"));
  }

  /** The length of {@code &anchor !tag } before a scalar. */
  private static int lengthOfProperties(String written) {
    int i = 0;
    while (i < written.length() && (written.charAt(i) == '&' || written.charAt(i) == '!')) {
      while (i < written.length() && !Character.isWhitespace(written.charAt(i))) {
        i++;
      }
      while (i < written.length() && Character.isWhitespace(written.charAt(i))) {
        i++;
      }
    }
    return i;
  }

  private Scalar nothing(Span at) {
    return Scalar.of("", Scalar.Style.PLAIN, at, Provenance.LITERAL);
  }

  private void error(String message, Span span) {
    diagnostics.add(Diagnostic.error(message, span));
  }
}

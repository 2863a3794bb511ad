package dev.provision.cli.text;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.provision.spi.Layer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The results of doctor, for people and for programs. Pure. */
public final class LayerText {
  private static final int WORD = 8;

  private final Style style;

  public LayerText(Style style) {
    this.style = style;
  }

  public String of(List<Layer> layers) {
    int width = layers.stream().mapToInt(layer -> layer.name().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    String indent = " ".repeat(WORD + width + 2);
    for (Layer layer : layers) {
      List<String> lines = new ArrayList<>(layer.lines());
      if (!layer.fix().isEmpty()) {
        lines.add("fix: " + layer.fix());
      }
      text.append(word(layer)).append(Columns.pad(layer.name(), width)).append("  ");
      text.append(lines.isEmpty() ? "" : Style.oneLine(lines.get(0))).append('\n');
      lines.stream()
          .skip(1)
          .forEach(line -> text.append(indent).append(Style.oneLine(line)).append('\n'));
    }
    text.append('\n')
        .append(
            first(layers)
                .map(layer -> layer.name() + " is the first that fails; nothing was changed")
                .orElse("nothing fails"));
    return text.append('\n').toString();
  }

  private String word(Layer layer) {
    String word = Columns.pad(layer.outcome().word(), WORD);
    return switch (layer.outcome()) {
      case OK -> style.green(word);
      case MISTAKEN, REFUSED -> style.red(word);
      case SKIPPED -> style.dim(word);
    };
  }

  public static Optional<Layer> first(List<Layer> layers) {
    return layers.stream().filter(layer -> layer.outcome().isFailure()).findFirst();
  }

  /** One object a play. */
  public static String json(List<Map<String, Object>> plays) {
    Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    return Style.json(gson.toJson(plays));
  }

  public static Map<String, Object> json(String environment, List<Layer> layers) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Layer layer : layers) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("layer", layer.name());
      one.put("outcome", layer.outcome().word());
      one.put("lines", layer.lines());
      if (!layer.fix().isEmpty()) {
        one.put("fix", layer.fix());
      }
      all.add(one);
    }
    Map<String, Object> play = new LinkedHashMap<>();
    play.put("environment", environment);
    play.put("layers", all);
    return play;
  }
}

package dev.provision.cli.text;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.provision.plan.Why;
import dev.provision.spi.Explanation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Placements for people, as a table, and for programs, as JSON. Pure. */
public final class WhyText {
  private static final String MARK = "> ";

  private final Style style;

  public WhyText(Style style) {
    this.style = style;
  }

  public String render(List<Why> all) {
    StringBuilder text = new StringBuilder();
    for (Why why : all) {
      text.append(style.bold(why.address().toString()));
      if (!why.path().isEmpty()) {
        text.append("    ").append(Style.oneLine(why.path()));
      }
      text.append('\n');
      why.explanation()
          .ifPresentOrElse(
              explanation -> table(explanation, text), () -> text.append("It needs no place.\n"));
    }
    return text.toString();
  }

  private void table(Explanation explanation, StringBuilder text) {
    text.append(Style.oneLine(explanation.wanted())).append("\n\n");
    List<String> places = explanation.rows().stream().map(Explanation.Row::place).toList();
    int width = Columns.width(places, explanation.what().length(), 40);
    StringBuilder head = new StringBuilder("  " + Columns.pad(explanation.what(), width));
    explanation.constraints().forEach(name -> head.append("  ").append(name));
    text.append(head).append('\n');
    for (Explanation.Row row : explanation.rows()) {
      StringBuilder line = new StringBuilder(row.isChosen() ? MARK : "  ");
      line.append(Columns.pad(Style.oneLine(row.place()), width));
      for (int i = 0; i < explanation.constraints().size(); i++) {
        int column = explanation.constraints().get(i).length();
        boolean fits = row.fits().get(i);
        String word = Columns.pad(fits ? "yes" : "no", column);
        line.append("  ").append(fits ? word : style.red(word));
      }
      text.append(line.toString().stripTrailing()).append('\n');
      for (String reason : row.reasons()) {
        text.append("      ").append(style.dim(Style.oneLine(reason))).append('\n');
      }
    }
    text.append(explanation.remarks().isEmpty() ? "" : "\n");
    explanation.remarks().forEach(remark -> text.append(Style.oneLine(remark)).append('\n'));
  }

  /** One JSON document, {@code {"version": 1, "placements": [...]}}. */
  public static String json(List<Why> all) {
    List<Map<String, Object>> placements = new ArrayList<>();
    for (Why why : all) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("address", why.address().toString());
      one.put("path", why.path());
      why.explanation().ifPresent(explanation -> put(explanation, one));
      placements.add(one);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("version", 1);
    document.put("placements", placements);
    Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    return Style.json(gson.toJson(document)) + "\n";
  }

  private static void put(Explanation explanation, Map<String, Object> one) {
    one.put("wanted", explanation.wanted());
    List<Map<String, Object>> places = new ArrayList<>();
    for (Explanation.Row row : explanation.rows()) {
      Map<String, Boolean> constraints = new LinkedHashMap<>();
      for (int i = 0; i < explanation.constraints().size(); i++) {
        constraints.put(explanation.constraints().get(i), row.fits().get(i));
      }
      Map<String, Object> place = new LinkedHashMap<>();
      place.put(explanation.what(), row.place());
      place.put("fits", !row.fits().contains(false));
      place.put("chosen", row.isChosen());
      place.put("constraints", constraints);
      place.put("reasons", row.reasons());
      places.add(place);
    }
    one.put("places", places);
    one.put("remarks", explanation.remarks());
  }
}

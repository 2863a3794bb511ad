package dev.provision.openstack;

import java.util.List;
import java.util.Map;

/** The text of the playbook. Pure. */
record PlaybookText(
    String environment,
    List<String> from,
    Map<String, String> vcenter,
    List<String> variables,
    ResourceDraft resources) {

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("# Made by `provision import-openstack`");
    text.append(from.isEmpty() ? "" : " from " + String.join(", ", from)).append(".\n");
    variables.forEach(
        each -> text.append("# Wants the environment variable ").append(each).append(".\n"));
    text.append("name: ").append(environment).append("\n\nvcenter:\n");
    vcenter.forEach((key, value) -> field(1, key, value, text));
    for (String section : resources.sections()) {
      section(section, text);
    }
    return text.toString();
  }

  private void section(String section, StringBuilder text) {
    Map<String, Map<String, String>> all = resources.of(section);
    if (all.isEmpty()) {
      return;
    }
    text.append('\n').append(section).append(":\n");
    all.forEach(
        (name, fields) -> {
          String short_ = "  " + Yaml.scalar(name) + ": " + Yaml.mapping(fields);
          if (short_.length() <= 100 && !section.equals("images") && !section.equals("instances")) {
            text.append(short_).append('\n');
            return;
          }
          text.append("  ").append(Yaml.scalar(name)).append(":\n");
          fields.forEach((key, value) -> field(2, key, value, text));
        });
  }

  private static void field(int depth, String key, String value, StringBuilder text) {
    text.append("  ".repeat(depth)).append(key).append(": ").append(value).append('\n');
  }
}

package dev.provision.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConcealingTest {
  private static String shown(String text) {
    SourceFile file = new SourceFile("site.yml", text);
    return Concealing.of(file).conceal(file).text();
  }

  @Test
  void hidesWhatAKeyHoldsThatIsCalledLikeASecret() {
    assertThat(shown("password: hunter2\nDB_PASSWORD: a b\n\"api_key\":  x\n- auth-token: y"))
        .isEqualTo("password: *******\nDB_PASSWORD: * *\n\"api_key\":  *\n- auth-token: *");
  }

  @Test
  void hidesNothingElseOfALineWithBraces() {
    assertThat(shown("vcenter: {host: h, password: hunter2, port: x}"))
        .isEqualTo("vcenter: {host: h, password: *******, port: x}");
    assertThat(shown("{password: \"a, b\\\"}\", port: x}"))
        .isEqualTo("{password: \"** **\"*\", port: x}");
  }

  @Test
  void hidesTheRestWhereItIsNotClearHowFarAValueGoes() {
    assertThat(shown("{password: [a, b], port: x}")).isEqualTo("{password: *** *** ***** **");
    assertThat(shown("{password: \"a, port: x}")).isEqualTo("{password: \"** ***** **");
    assertThat(shown("password: a, b: c")).isEqualTo("password: ** ** *");
  }

  @Test
  void hidesTheLinesBelowAKey() {
    assertThat(
            shown(
                """
                vars:
                  password: |
                    one

                    two
                  tokens:
                  - three
                  four: 4
                  more:
                  - password: five
                    name: six
                  - name: seven
                """))
        .isEqualTo(
            """
            vars:
              password: *
                ***

                ***
              tokens:
              * *****
              four: 4
              more:
              - password: ****
                name: six
              - name: seven
            """);
  }

  @Test
  void showsAnExpressionThatHoldsNoTextOfItsOwn() {
    assertThat(shown("password: ${env.VC_PASSWORD}")).isEqualTo("password: ${env.VC_PASSWORD}");
    assertThat(shown("password: a${x}b${y!'c'}")).isEqualTo("password: *${x}*****'*'*");
  }

  @Test
  void hidesTheVariablesThatAreListed() {
    assertThat(shown("secrets: [pin, code]\nvars: {pin: 12, pint: 34, code: {a: 5}}"))
        .isEqualTo("secrets: [pin, code]\nvars: {pin: **, pint: 34, code: *** ***");
    assertThat(shown("secrets:\n  - pin\n  - code\nvars:\n  code: 5\n  pin: 6"))
        .isEqualTo("secrets:\n  - pin\n  - code\nvars:\n  code: *\n  pin: *");
  }

  @Test
  void keepsTheColumnsOfWhatIsNoAscii() {
    assertThat(shown("{password: 🚀ü, x: y}")).isEqualTo("{password: **, x: y}");
  }
}

package dev.provision.cli.text;

/** The pages of the reference about plans in files and about rules. */
final class PlanTopics {
  private PlanTopics() {}

  /** The form of a plan file. */
  static final String FILE =
      """
        provision plan site.yml -e branch=main --out plan.json
        provision apply plan.json -e branch=main --allow power-off

        An apply of a plan file plans anew, with the places that the file names, and does a step only if
        the file holds it with the same fields. So a file can only forbid, whoever has edited it. It needs
        the playbook, the variables and the secrets again, and the options of the plan that say what is
        planned (--play, --target, --exclude, --tags, --skip-tags, --replace, --no-reboot, --prune). The
        playbook is the one that the file names, or that of --playbook, which no edit of the file can
        change. What the apply may disrupt is said on its own command line: --yes, --allow.

        An object that is not as the file says is named, with what is different, and nothing is done (exit
        3). --partial leaves it out, with all that needs it, and does the rest; the exit code is still 3.
        What was done since the plan is said and is no reason to refuse. A file that is damaged, of another
        version, another environment or another vCenter is refused with exit 65.

        The file is JSON, in UTF-8, readable by its owner only. What is empty is left out. Secrets are not
        in it; where one is compared, both sides are `(sensitive)`. Version 1 has these keys:

          provision_plan      1, the version of this form; the first key
          made                when, in UTC: 2026-01-31T12:00:00Z
          playbook            the path that `plan` was called with
          options             the options of the plan that say what is planned
          rules               the SHA-256 of the rules that it passed
          plans               one for each play, in the order of the playbook:
            environment       with its project: shop/ci-main
            target            the server, as the plan names it
            steps             one for each resource, in the order of the plan, also without work:
              address         instance.web-1
              action          none, create, update, replace, delete, adopt or release
              path            where the object was
              id              what tells it from another object at this path
              to              where a new one will be; of an image, this names its content
              summary         the plan's line about a new one
              where           the line of the playbook; not compared
              declared        of a new one, the declared fields and those of its flavor, by path; of a
                              whole text only its length and 8 digits of its SHA-256
              changes         the fields that differ: field, before, after, effect. A value that
                              another resource gives is `(known after apply)`, and may then be any
              placement       the words for the place
              on              the paths of the host and the datastore, where it has to go
              allow           the disruptions: power-off
              notes           of what is removed, what the plan says besides
        """;

  /** What rules can read. */
  static final String RULES =
      """
        provision plan site.yml --rules house.yml
        PROVISION_RULES=/etc/provision/house.yml provision apply site.yml

        `plan` and `apply` take --rules FILE, more than once; the environment variable PROVISION_RULES
        adds files, separated as in PATH, which a CI system sets where a branch cannot. A playbook
        cannot change or switch off a rule. What a rule refuses is told with the rule and the line of the
        playbook, and nothing is changed (exit 3). A mistake in a rule is exit 65. A plan file has the
        SHA-256 of its rules, and `apply FILE` wants the same ones.

        A file of rules is a mapping from their names to these keys:

          each                a kind, as in instance, a list of kinds, or any: the rule is asked about each
                              such resource, as `each`; without it, once about the plan
          condition           an expression that is true for a good plan
          message             why it refuses; may have expressions

          machines-are-small:
            each: instance
            condition: ${each.size.vcpus <= 8}
            message: ${each.size.vcpus} vCPUs, and 8 are allowed
          names-say-the-environment:
            each: [instance, volume]
            condition: ${each.existing || each.name?matches("[a-z][a-z0-9-]*")}
            message: the name is not in lower case
          no-deletions:
            condition: ${disruptions.delete == 0 || (env.ALLOW_DELETE!"no") == "yes"}
            message: ${disruptions.delete} deletions
          the-project-is-not-too-large:
            condition: ${totals.memory_mib <= 512 * 1024}
            message: project ${project} would have ${totals.memory_mib / 1024} GiB of memory

        Expressions are those of the playbook, with env.NAME and slug(x), and read:

          environment         its name, without the project
          project             empty when there is none
          target              the server, as the plan names it
          resources           a list of all resources of the plan, each as `each` below
          counts              by action, how many: counts.create, counts.delete
          disruptions         by word, how many steps: disruptions.delete, disruptions["power-off"]
          totals              what all environments of the project have after the plan, with what exists
                              already: machines, vcpus, memory_mib, disk_gib. Without a project, of this
                              environment. It is read from the marks on the machines, only when a rule
                              says `totals`; volumes of other environments that no machine has are left
                              out
          each                the resource:
            address, kind, name
            action            none, create, update, replace, delete, adopt or release
            existing          whether it is only looked up
            path              where it is; empty for a new one
            placement         the words for the place
            where             the line of the playbook; empty when it is not declared any more
            tags, protect     as declared
            declared          its fields by the keys of the playbook: each.declared.networks.eth0.network.
                              What is not set is missing, so write each.declared.flavor!"". A secret is
                              `(sensitive)`
            changes           a list of field, before and after
            disruptions       a list of words
            size              vcpus, memory_mib and disk_gib; 0 for what has none
        """;
}

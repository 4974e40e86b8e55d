/* SPDX-License-Identifier: MIT */
/* Proof that a search was not vacuous: pan prints at its end what it has come through. run.sh compares with the model's "essential" line. */
c_decl {
  static const char *_reached[32];
  static void _tell(void) { for (int i = 0; i < 32 && _reached[i]; i++) printf("reached %s\n", _reached[i]); }
  static void _reach(const char *name)
  {
    int i = 0;
    for (; i < 31 && _reached[i]; i++)
      if (_reached[i] == name)
        return;
    if (i == 0)
      atexit(_tell);
    _reached[i] = name;
  }
}
#define REACHED(name) c_code { _reach(#name); }

/* Starters of resolvable packings by simulated annealing; see search.py, which calls it and checks what it prints.

   starters K T M C F B E MU ROT IROT SECONDS SEED

   Points: Z_M x {0..C-1}, numbered i*M + x, and F fixed ones after them. B base rounds (partitions of all points into T blocks of
   even size, at most K) are developed by x -> x+1; E further rounds are orbits of C/K blocks that hold each column once. No class of
   differences may occur twice. With MU or ROT the base rounds are kept by s: (x, i) -> (MU*x, i+ROT) (fixed points move by IROT), of
   order H; a "rep" stands for its orbit. Prints the base rounds, one block a line, then the E rounds; nothing if time runs out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <math.h>
#include <time.h>
#define MAXN 160
#define MAXS 64
static int K,T,M,C,F,B,E,MU,ROT,IROT,N,H;
static unsigned long long s0,s1;
static inline unsigned long long rnd(void){unsigned long long a=s0,b=s1;s0=b;a^=a<<23;s1=a^b^(a>>17)^(b>>26);return s1+b;}
static inline int ri(int n){return (int)((rnd()>>33)%(unsigned)n);}
static inline double rf(void){return (rnd()>>11)*(1.0/9007199254740992.0);}
static int sig(int p){ if(p<C*M){int i=p/M,x=p%M;return ((i+ROT)%C)*M+(int)((long)x*MU%M);} return C*M+((p-C*M)+IROT)%F; }
static int raw[MAXN][MAXN], cls[MAXN][MAXN], wgt[MAXN][MAXN]; /* class orbit, weight of a regular use */
static int *base_cnt,*cnt,ncls,cost;
static int rawclass(int p,int q){
  if(p>q){int z=p;p=q;q=z;}
  int P=C*M;
  if(p>=P) return 0;                        /* two fixed points: forbidden */
  int i=p/M,x=p%M;
  if(q>=P) return 1+C*C*M+(q-P)*C+i;
  int j=q/M,y=q%M; int d=((y-x)%M+M)%M;
  if(i==j){ if((2*d)%M==0) return 0; if(d>M-d) d=M-d; return 1+(i*C+i)*M+d; }
  return 1+(i*C+j)*M+d;
}
static inline void inc(int c,int w){ for(;w>0;w--) if(cnt[c]++>=1) cost++; }
static inline void dec(int c,int w){ for(;w>0;w--) if(--cnt[c]>=1) cost--; }
/* blocks: slots of reps; regular blocks and fixed blocks */
typedef struct {int round,fixed,nfix,fp,len; int s[8];} Blk;
static Blk blk[256]; static int nb;
static int slotb[1024],sloti[1024],nslot; static int rfirst[8],rlast[8];
static int sp[3][MAXN];
static inline void pairs(Blk*b,int i,int sign){ /* all pairs of slot i in block b */
  int x=b->s[i];
  if(!b->fixed){ for(int j=0;j<b->len;j++) if(j!=i){ int c=cls[x][b->s[j]],w=wgt[x][b->s[j]]; if(sign>0)inc(c,w);else dec(c,w);} }
  else {
    for(int j=0;j<b->len;j++) if(j!=i) for(int h=0;h<H;h++){int y=sp[h][b->s[j]];int c=cls[x][y];if(sign>0)inc(c,wgt[x][y]);else dec(c,wgt[x][y]);}
    if(b->nfix){int c=cls[x][b->fp];if(sign>0)inc(c,1);else dec(c,1);}
    int c=cls[x][sp[1][x]]; if(sign>0)inc(c,1);else dec(c,1);
  }
}
static int inv[MAXS][MAXN]; /* E rounds: value of each column, and the block of each column */
static int invb[MAXS][MAXN];
static void invpairs(int e,int i,int sign){ for(int j=0;j<C;j++) if(j!=i&&invb[e][j]==invb[e][i]){int c=rawclass(i*M+inv[e][i],j*M+inv[e][j]);c=cls[i*M+inv[e][i]][j*M+inv[e][j]];if(sign>0)inc(c,1);else dec(c,1);} }
static double now(void){struct timespec t;clock_gettime(CLOCK_PROCESS_CPUTIME_ID,&t);return t.tv_sec+1e-9*t.tv_nsec;}
int main(int argc,char**argv){
  if(argc<13) return 2;
  K=atoi(argv[1]);T=atoi(argv[2]);M=atoi(argv[3]);C=atoi(argv[4]);F=atoi(argv[5]);B=atoi(argv[6]);E=atoi(argv[7]);MU=atoi(argv[8]);ROT=atoi(argv[9]);IROT=atoi(argv[10]);
  double limit=atof(argv[11]); s0=88172645463325252ULL+atoi(argv[12])*7919ULL; s1=0x9E3779B97F4A7C15ULL^atoi(argv[12]); for(int i=0;i<20;i++)rnd();
  N=M*C+F; if(N>MAXN) return 2;
  /* order of sigma */
  H=1; for(;H<100;H++){int ok=1;for(int p=0;p<N;p++){int q=p;for(int h=0;h<H;h++)q=sig(q);if(q!=p){ok=0;break;}}if(ok)break;}
  if(H>3) return 2;
  for(int p=0;p<N;p++){sp[0][p]=p;for(int h=1;h<H;h++)sp[h][p]=sig(sp[h-1][p]);if(H==1)sp[1][p]=p;}
  ncls=1+C*C*M+F*C+4; base_cnt=calloc(ncls,sizeof(int));cnt=calloc(ncls,sizeof(int));
  base_cnt[0]=1;
  for(int p=0;p<N;p++)for(int q=0;q<N;q++)if(p!=q){
    int best=1<<30,len=0; int seen[3]={-1,-1,-1};
    for(int h=0;h<H;h++){int r=rawclass(sp[h][p],sp[h][q]); int nw=1;for(int g=0;g<h;g++)if(seen[g]==r)nw=0; seen[h]=r; len+=nw; if(r<best)best=r;}
    cls[p][q]=best; wgt[p][q]=H/len; }
  /* reps: orbits of points */
  int rep[MAXN],nrep=0,fix[MAXN],nfx=0; char done[MAXN]={0};
  for(int p=0;p<N;p++)if(!done[p]){int l=0,q=p;do{done[q]=1;q=sig(q);l++;}while(q!=p); if(H>1&&l==1)fix[nfx++]=p; else if(l==H)rep[nrep++]=p; else return 3;}
  /* block sizes */
  int big=N-(N/T)*T; /* big blocks of N/T+1 */
  int size[256]; for(int i=0;i<T;i++)size[i]=N/T+(i<big);
  nb=0;nslot=0;
  for(int r=0;r<B;r++){
    rfirst[r]=nslot;
    int blocks=T, reg;
    if(H==1){ for(int i=0;i<T;i++){Blk*b=&blk[nb];memset(b,0,sizeof*b);b->round=r;b->len=size[i];for(int j=0;j<b->len;j++){slotb[nslot]=nb;sloti[nslot++]=j;}nb++;} }
    else {
      if(big) return 3;
      for(int i=0;i<nfx;i++){Blk*b=&blk[nb];memset(b,0,sizeof*b);b->round=r;b->fixed=1;b->nfix=1;b->fp=fix[i]; if((K-1)%H)return 3; b->len=(K-1)/H;blocks--;for(int j=0;j<b->len;j++){slotb[nslot]=nb;sloti[nslot++]=j;}nb++;}
      while(blocks%H){ if(K%H)return 3; Blk*b=&blk[nb];memset(b,0,sizeof*b);b->round=r;b->fixed=1;b->len=K/H;blocks--;for(int j=0;j<b->len;j++){slotb[nslot]=nb;sloti[nslot++]=j;}nb++; if(blocks<0)return 3;}
      reg=blocks/H; for(int i=0;i<reg;i++){Blk*b=&blk[nb];memset(b,0,sizeof*b);b->round=r;b->len=K;for(int j=0;j<K;j++){slotb[nslot]=nb;sloti[nslot++]=j;}nb++;}
    }
    rlast[r]=nslot; if(nslot-rfirst[r]!=nrep) return 4;
  }
  double t0=now(); long len=300000; int g=E?C/K:1; int overall=1<<30;
  for(int run=0;;run++){
    memcpy(cnt,base_cnt,ncls*sizeof(int)); cost=0;
    for(int r=0;r<B;r++){ int perm[MAXN];for(int i=0;i<nrep;i++)perm[i]=sp[ri(H)][rep[i]];for(int i=nrep-1;i>0;i--){int j=ri(i+1);int z=perm[i];perm[i]=perm[j];perm[j]=z;}
      for(int i=0;i<nrep;i++)blk[slotb[rfirst[r]+i]].s[sloti[rfirst[r]+i]]=perm[i]; }
    for(int i=0;i<nb;i++){Blk*b=&blk[i]; if(!b->fixed){for(int x=0;x<b->len;x++)for(int y=0;y<x;y++)inc(cls[b->s[x]][b->s[y]],wgt[b->s[x]][b->s[y]]);}
      else {Blk z=*b; int L=b->len; for(int j=0;j<L;j++){b->len=j+1; pairs(b,j,1);} b->len=L; } }
    for(int e=0;e<E;e++){int perm[MAXN];for(int i=0;i<C;i++)perm[i]=i;for(int i=C-1;i>0;i--){int j=ri(i+1);int z=perm[i];perm[i]=perm[j];perm[j]=z;}
      for(int i=0;i<C;i++){invb[e][perm[i]]=i/K;inv[e][i]=ri(M);} 
      for(int i=0;i<C;i++)for(int j=0;j<i;j++)if(invb[e][i]==invb[e][j])inc(cls[i*M+inv[e][i]][j*M+inv[e][j]],1);}
    int pb=B?B*nrep:0,tot=pb+E*C; int bestc=cost;
    double Th=getenv("TH")?atof(getenv("TH")):0.7,Tl=getenv("TL")?atof(getenv("TL")):0.12;
    for(long it=0;it<len&&cost;it++){
      double temp=Th*pow(Tl/Th,(double)it/len); 
      if((it&0xfff)==0&&now()-t0>limit) return 1;
      static double cool[40]; static double lastT=-1; if((it&0x3ff)==0||lastT<0){lastT=temp;for(int d=0;d<40;d++)cool[d]=exp(-d/temp);}
      int u=ri(tot), before=cost;
      if(u<pb){
        int r=u/nrep; int a=rfirst[r]+u%nrep; Blk*A=&blk[slotb[a]];int ia=sloti[a];
        if(H>1&&ri(4)==0){ int old=A->s[ia]; pairs(A,ia,-1);A->s[ia]=sp[1+ri(H-1)][old];pairs(A,ia,1); int d=cost-before; if(d>0&&(d>=40||rf()>=cool[d])){pairs(A,ia,-1);A->s[ia]=old;pairs(A,ia,1);} }
        else { int q=rfirst[r]+ri(nrep); if(slotb[q]==slotb[a])continue; Blk*D=&blk[slotb[q]];int iq=sloti[q];int x=A->s[ia],y=D->s[iq];
          pairs(A,ia,-1);pairs(D,iq,-1);A->s[ia]=y;D->s[iq]=x; if(H>1){A->s[ia]=sp[ri(H)][y];D->s[iq]=sp[ri(H)][x];}
          pairs(A,ia,1);pairs(D,iq,1); int d=cost-before; if(d>0&&(d>=40||rf()>=cool[d])){pairs(A,ia,-1);pairs(D,iq,-1);A->s[ia]=x;D->s[iq]=y;pairs(A,ia,1);pairs(D,iq,1);} }
      } else { int e=(u-pb)/C,i=(u-pb)%C;
        if(g>1&&ri(3)==0){int j=ri(C);if(invb[e][i]==invb[e][j])continue; invpairs(e,i,-1);invpairs(e,j,-1);int z=invb[e][i];invb[e][i]=invb[e][j];invb[e][j]=z;invpairs(e,i,1);invpairs(e,j,1);int d=cost-before;
          if(d>0&&(d>=40||rf()>=cool[d])){invpairs(e,i,-1);invpairs(e,j,-1);z=invb[e][i];invb[e][i]=invb[e][j];invb[e][j]=z;invpairs(e,i,1);invpairs(e,j,1);} }
        else {int old=inv[e][i];invpairs(e,i,-1);inv[e][i]=ri(M);invpairs(e,i,1);int d=cost-before;if(d>0&&(d>=40||rf()>=cool[d])){invpairs(e,i,-1);inv[e][i]=old;invpairs(e,i,1);} } }
      if(cost<bestc)bestc=cost;
    }
    if(bestc<overall)overall=bestc;
    if(getenv("V"))fprintf(stderr,"run %d len %ld best %d end %d t %.1f\n",run,len,bestc,cost,now()-t0);
    if(!cost)break;
    len=len*13/10;
  }
  for(int r=0;r<B;r++){ for(int i=0;i<nb;i++){Blk*b=&blk[i]; if(b->round!=r)continue; 
      if(b->fixed){ if(b->nfix)printf("%d ",b->fp); for(int j=0;j<b->len;j++)for(int h=0;h<H;h++)printf("%d ",sp[h][b->s[j]]); printf("\n"); }
      else for(int h=0;h<H;h++){for(int j=0;j<b->len;j++)printf("%d ",sp[h][b->s[j]]);printf("\n");} } printf("round\n"); }
  for(int e=0;e<E;e++){for(int q=0;q<g;q++){for(int i=0;i<C;i++)if(invb[e][i]==q)printf("%d ",i*M+inv[e][i]);printf("\n");}printf("orbit\n");}
  return 0;
}
